using Coral.Index.Routing;

namespace Coral.Index.Tests.Routing;

/// <summary>RFC 6298, section 2.</summary>
public sealed class RoundTripEstimatorTests
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    [Fact]
    public void Add_FirstSample_SetsTheMean()
    {
        var estimator = Of(100);

        Assert.Equal(100, estimator.Smoothed.TotalMilliseconds, 3);
    }

    [Fact]
    public void Add_SecondSample_MovesTheMeanByAnEighth()
    {
        var estimator = Of(100, 200);

        Assert.Equal((0.875 * 100) + (0.125 * 200), estimator.Smoothed.TotalMilliseconds, 3);
        Assert.Equal(100, estimator.Minimum.TotalMilliseconds, 3);
    }

    [Theory]
    [InlineData(10, 200)]
    [InlineData(100, 300)]
    [InlineData(900, 2000)]
    public void Timeout_IsThreeSmoothedWithinBounds(int sample, int expected) =>
        Assert.Equal(expected, Of(sample).Timeout(Least, Most).TotalMilliseconds, 1);

    [Fact]
    public void Timeout_WithoutASample_IsOneSecond() =>
        Assert.Equal(TimeSpan.FromSeconds(1), default(RoundTripEstimator).Timeout(Least, Most));

    private static RoundTripEstimator Of(params int[] samples)
    {
        var estimator = default(RoundTripEstimator);
        foreach (var sample in samples)
        {
            estimator.Add(TimeSpan.FromMilliseconds(sample));
        }

        return estimator;
    }
}
