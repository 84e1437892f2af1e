using System.Net;
using Coral.Core.Names;

namespace Coral.Cli.Fetching;

/// <summary>
/// A URL and the node to fetch it through, whose address need not be the one that the name resolves to.
/// </summary>
internal sealed record FetchTarget(CoralizedUrl Url, IPEndPoint Node)
{
    /// <summary>The command as its user called it, for advice.</summary>
    public string CalledAs { get; init; } = "coral";
}
