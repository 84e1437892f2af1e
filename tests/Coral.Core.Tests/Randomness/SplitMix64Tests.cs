using Coral.Core.Randomness;

namespace Coral.Core.Tests.Randomness;

public sealed class SplitMix64Tests
{
    /// <summary>The published vector of the reference implementation for seed 1234567.</summary>
    private static readonly ulong[] Published =
    [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ];

    [Fact]
    public void Next_OfAKnownSeed_GivesThePublishedNumbers()
    {
        var generator = new SplitMix64(1234567);

        Assert.All(Published, expected => Assert.Equal(expected, generator.Next()));
    }

    [Fact]
    public void ValueAt_AnyPlace_IsWhatNextGivesThere() =>
        Assert.All(Published, (expected, index) => Assert.Equal(expected, SplitMix64.ValueAt(1234567, index)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1UL << 11, 1.0 / (1UL << 53))]
    [InlineData(1UL << 63, 0.5)]
    public void ToUnit_OfBits_IsTheirUpper53(ulong bits, double expected) =>
        Assert.Equal(expected, SplitMix64.ToUnit(bits));

    [Fact]
    public void ToUnit_OfAllOnes_IsBelowOne() => Assert.True(SplitMix64.ToUnit(ulong.MaxValue) < 1);
}
