using Coral.Core.Identity;

namespace Coral.Node.Hosting;

/// <summary>Random numbers for jitter and sampling, which nobody gains by guessing.</summary>
internal static class NodeRandom
{
    /// <summary>Seeds a generator; each call gives another.</summary>
    public static Random Seeded(ITokenSource tokens)
    {
        Span<byte> seed = stackalloc byte[sizeof(int)];
        tokens.Fill(seed);
#pragma warning disable RS0030 // The composition root draws the seed.
        return new Random(BitConverter.ToInt32(seed));
#pragma warning restore RS0030
    }
}
