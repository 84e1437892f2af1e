using Coral.Core.Identity;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>Tokens from a seed, so that a failing run can be repeated.</summary>
internal sealed class SeededTokens(int seed) : ITokenSource
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> token) => _random.NextBytes(token);
}
