using Coral.Core.Identity;

namespace Coral.Simulation.Nodes;

/// <summary>Tokens drawn from the seed: reproducible, and no secret.</summary>
public sealed class SeededTokens(Random random) : ITokenSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> token) => random.NextBytes(token);
}
