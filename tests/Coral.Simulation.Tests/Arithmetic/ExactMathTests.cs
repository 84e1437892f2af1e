using Coral.Simulation.Arithmetic;

namespace Coral.Simulation.Tests.Arithmetic;

/// <summary>
/// Against the platform's own functions, which are right to the last bits but not the same everywhere.
/// </summary>
public sealed class ExactMathTests
{
    [Fact]
    public void Exp_OverItsRange_AgreesWithThePlatform() => Agree(ExactMath.Exp, Math.Exp, -50, 50);

    [Fact]
    public void Log_OverItsRange_AgreesWithThePlatform() => Agree(ExactMath.Log, Math.Log, 1e-9, 1000);

    [Fact]
    public void Sin_OverItsRange_AgreesWithThePlatform() => Agree(ExactMath.Sin, Math.Sin, -20, 20);

    [Fact]
    public void Cos_OverItsRange_AgreesWithThePlatform() => Agree(ExactMath.Cos, Math.Cos, -20, 20);

    [Fact]
    public void Asin_OverItsRange_AgreesWithThePlatform() => Agree(ExactMath.Asin, Math.Asin, 0, 1);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Log_OfWhatHasNone_Throws(double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.Log(x));

    private static void Agree(Func<double, double> exact, Func<double, double> platform, double from, double to)
    {
        const int Steps = 100_000;
        for (var step = 0; step <= Steps; step++)
        {
            var x = from + ((to - from) * step / Steps);
            var expected = platform(x);
            Assert.InRange(exact(x), expected - Tolerance(expected), expected + Tolerance(expected));
        }
    }

    private static double Tolerance(double value) => 1e-12 * Math.Max(1, Math.Abs(value));
}
