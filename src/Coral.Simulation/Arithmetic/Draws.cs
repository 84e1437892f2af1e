using Coral.Core.Randomness;

namespace Coral.Simulation.Arithmetic;

/// <summary>Draws from distributions, the same on every machine for equal <see cref="Random"/> streams.</summary>
public static class Draws
{
    /// <summary>A draw from the standard normal distribution (Box and Muller, 1958).</summary>
    public static double Normal(this Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Normal(1 - random.NextDouble(), random.NextDouble());
    }

    /// <summary>
    /// A draw whose logarithm is normal with mean ln <paramref name="median"/> and deviation <paramref name="sigma"/>.
    /// </summary>
    public static double LogNormal(this Random random, double median, double sigma) =>
        median * ExactMath.Exp(sigma * random.Normal());

    /// <summary>A draw from the Weibull distribution, the shape of measured session lengths.</summary>
    /// <param name="random">The generator of the run, from its seed.</param>
    /// <param name="scale">Scale λ, in the unit of the result.</param>
    /// <param name="shape">
    /// Shape k; below 1, short sessions are more likely than by an exponential distribution.
    /// </param>
    public static double Weibull(this Random random, double scale, double shape)
    {
        ArgumentNullException.ThrowIfNull(random);
        var hazard = -ExactMath.Log(1 - random.NextDouble());
        return hazard == 0 ? 0 : scale * ExactMath.Exp(ExactMath.Log(hazard) / shape);
    }

    /// <summary>A draw from the exponential distribution with the given <paramref name="mean"/>.</summary>
    public static double Exponential(this Random random, double mean)
    {
        ArgumentNullException.ThrowIfNull(random);
        return -mean * ExactMath.Log(1 - random.NextDouble());
    }

    /// <summary>
    /// A uniform number in [0, 1) computed from the four coordinates, so that a value fixed for a pair of nodes needs
    /// no table.
    /// </summary>
    internal static double Uniform(long seed, int a, int b, int salt) =>
        SplitMix64.ToUnit(Hash(Hash(Hash((ulong)seed, (uint)a), (uint)b), (uint)salt));

    /// <summary>The normal draw computed from two uniform ones, the first in (0, 1], the second in [0, 1).</summary>
    internal static double Normal(double first, double second) =>
        Math.Sqrt(-2 * ExactMath.Log(first)) * ExactMath.Cos(2 * Math.PI * second);

    private static ulong Hash(ulong state, uint next) => SplitMix64.ValueAt(state + next, 0);
}
