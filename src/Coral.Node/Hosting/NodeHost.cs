using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Hosting;

/// <summary>The surroundings of a node: what its process and its network give to all of its parts.</summary>
/// <remarks>For the code that makes a part. A class that works takes the members that it needs, one by one.</remarks>
/// <param name="Network">The way to others.</param>
/// <param name="Tokens">Draws what others must not guess.</param>
/// <param name="Meters">Makes the meters of this node, apart from those of other nodes.</param>
internal sealed record NodeHost(
    NodeNetwork Network,
    ITokenSource Tokens,
    TimeProvider Clock,
    ILoggerFactory Loggers,
    IMeterFactory Meters
);
