namespace Coral.Simulation.Arithmetic;

/// <summary>Elementary functions that give the same bits on every machine.</summary>
/// <remarks>
/// <see cref="Math"/> calls the platform's C library, whose last bits differ between versions and processors; a
/// scenario's output must not differ. These use only +, −, ×, ÷ and square root, which IEEE 754 defines to the bit. The
/// error stays below 1e-12 relative over the arguments a scenario uses (see the tests), far below a nanosecond of
/// latency.
/// </remarks>
public static class ExactMath
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double HalfPi = Math.PI / 2;

    /// <summary>e to the power of <paramref name="x"/>, for |x| up to 700.</summary>
    public static double Exp(double x)
    {
        // e^x = 2^n · e^r with |r| <= ln 2 / 2; the series of e^r ends below one ulp after 17 terms.
        var n = Math.Round(x / Ln2);
        var r = x - (n * Ln2);
        var sum = 1.0;
        for (var term = 17; term >= 1; term--)
        {
            sum = 1.0 + (r / term * sum);
        }

        return Math.ScaleB(sum, (int)n);
    }

    /// <summary>The natural logarithm of a positive <paramref name="x"/>.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);

        // x = 2^n · m with m in [1/√2, √2); ln m = 2 artanh((m − 1) / (m + 1)), |argument| < 0.172.
        var n = Math.ILogB(x);
        var m = Math.ScaleB(x, -n);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            n++;
        }

        var z = (m - 1) / (m + 1);
        var square = z * z;
        var sum = 0.0;
        for (var odd = 25; odd >= 1; odd -= 2)
        {
            sum = (sum * square) + (1.0 / odd);
        }

        return (2 * z * sum) + (n * Ln2);
    }

    /// <summary>The sine of <paramref name="x"/> radians, for |x| up to a few thousand.</summary>
    public static double Sin(double x)
    {
        // Reduced to [−π/2, π/2], where the series ends below one ulp after 13 odd terms.
        var turns = Math.Round(x / Math.PI);
        var r = x - (turns * Math.PI);
        var square = r * r;
        var sum = 1.0;
        for (var term = 26; term >= 2; term -= 2)
        {
            sum = 1.0 - (square / (term * (term + 1)) * sum);
        }

        var sine = r * sum;
        return ((long)turns & 1) == 0 ? sine : -sine;
    }

    /// <summary>The cosine of <paramref name="x"/> radians, for |x| up to a few thousand.</summary>
    public static double Cos(double x) => Sin(x + HalfPi);

    /// <summary>The angle in [0, π/2] whose sine is <paramref name="x"/>, for x in [0, 1].</summary>
    public static double Asin(double x)
    {
        // Halving the argument twice by asin x = 2 asin(x / √(2 (1 + √(1 − x²)))) brings it below 0.39: the series ends
        // soon.
        var factor = 1.0;
        for (var halving = 0; halving < 2; halving++)
        {
            x /= Math.Sqrt(2 * (1 + Math.Sqrt(Math.Max(0, 1 - (x * x)))));
            factor *= 2;
        }

        var square = x * x;
        var power = x;
        var coefficient = 1.0;
        var sum = 0.0;
        for (var k = 0; k < 40; k++)
        {
            sum += coefficient * power / ((2 * k) + 1);
            coefficient *= ((2 * k) + 1.0) / ((2 * k) + 2);
            power *= square;
        }

        return factor * sum;
    }
}
