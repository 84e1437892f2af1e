using Coral.Simulation.Arithmetic;

namespace Coral.Simulation.Tests.Arithmetic;

public sealed class DrawsTests
{
    private const int Count = 100_000;
    private readonly Random _random = new(1);

    [Fact]
    public void Normal_ManyDraws_HaveMeanZeroAndDeviationOne()
    {
        var draws = Many(() => _random.Normal());

        Assert.InRange(draws.Average(), -0.02, 0.02);
        Assert.InRange(draws.Average(x => x * x), 0.98, 1.02);
    }

    [Fact]
    public void LogNormal_ManyDraws_HaveTheMedian() =>
        Assert.InRange(Many(() => _random.LogNormal(3, 0.7)).Order().ElementAt(Count / 2), 2.95, 3.05);

    [Fact]
    public void Exponential_ManyDraws_HaveTheMean() =>
        Assert.InRange(Many(() => _random.Exponential(30)).Average(), 29.5, 30.5);

    [Fact]
    public void Weibull_WithShapeOne_IsExponential() =>
        Assert.InRange(Many(() => _random.Weibull(30, 1)).Average(), 29.5, 30.5);

    private static double[] Many(Func<double> draw) => [.. Enumerable.Range(0, Count).Select(_ => draw())];
}
