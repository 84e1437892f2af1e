using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>What every part of a node is made with.</summary>
/// <param name="Tokens">Bytes that nobody can guess.</param>
/// <param name="Clock">Time.</param>
/// <param name="Meters">The node's meters.</param>
/// <param name="Loggers">Where events go.</param>
/// <param name="Network">How the node reaches others.</param>
internal sealed record NodeTools(
    ITokenSource Tokens,
    TimeProvider Clock,
    IMeterFactory Meters,
    ILoggerFactory Loggers,
    NodeNetwork Network
)
{
    /// <summary>Chance that nobody gains by guessing, seeded anew at each call.</summary>
    public Random DrawRandom()
    {
        Span<byte> seed = stackalloc byte[sizeof(int)];
        Tokens.Fill(seed);
#pragma warning disable RS0030 // The composition root draws the seed.
        return new Random(BitConverter.ToInt32(seed));
#pragma warning restore RS0030
    }
}
