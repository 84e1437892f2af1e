using Coral.Core.Randomness;

namespace Coral.Core.Tests.Randomness;

public sealed class JitterTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(100);

    [Theory]
    [InlineData(0.1, 0.0, 90)]
    [InlineData(0.1, 0.5, 100)]
    [InlineData(0.5, 0.0, 50)]
    [InlineData(0.125, 0.0, 87.5)]
    public void Apply_OfADraw_ScalesByTheSpread(double spread, double unit, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Jitter.Apply(Period, spread, unit));

    [Fact]
    public void Apply_OfTheLargestDraw_StaysBelowTheUpperBound() =>
        Assert.InRange(Jitter.Apply(Period, 0.1, 1 - 1e-9), TimeSpan.FromSeconds(109.9), TimeSpan.FromSeconds(110));

    /// <summary>The sums that loops used before there was one function: no draw changes by a bit.</summary>
    [Fact]
    public void Apply_OfManyDraws_IsBitForBitTheSumsOfTheSimulationsFigures()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var unit = random.NextDouble();
            Assert.Equal(Period * (0.9 + (0.2 * unit)), Jitter.Apply(Period, 0.1, unit));
            Assert.Equal(Period * (0.5 + unit), Jitter.Apply(Period, 0.5, unit));
            Assert.Equal(Period * (0.875 + (0.25 * unit)), Jitter.Apply(Period, 0.125, unit));
        }
    }

    [Fact]
    public void Apply_OfASource_DrawsOnce()
    {
        var (used, twin) = (new Random(3), new Random(3));

        Assert.Equal(Jitter.Apply(Period, 0.1, twin.NextDouble()), Jitter.Apply(Period, 0.1, used));
        Assert.Equal(twin.Next(), used.Next());
    }
}
