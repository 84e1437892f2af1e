using Coral.Core.Identity;

namespace Coral.Simulation.Nodes;

/// <summary>Tokens drawn from the seed: unguessable to nobody, the same in every run.</summary>
public sealed class SeededTokens(Random random) : ITokenSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> token) => random.NextBytes(token);
}
