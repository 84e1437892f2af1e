namespace Coral.Simulation.Maps;

/// <summary>Normally distributed numbers, mean 0 and deviation 1.</summary>
internal static class Gaussian
{
    /// <summary>Draws one (Box and Muller).</summary>
    public static double Draw(Random random) => Of(1 - random.NextDouble(), random.NextDouble());

    /// <summary>The one that belongs to an unordered pair: the same whenever it is asked for.</summary>
    public static double OfPair(ulong seed, int one, int other)
    {
        var pair = ((ulong)(uint)Math.Min(one, other) << 32) | (uint)Math.Max(one, other);
        var first = Mix(seed ^ Mix(pair));
        return Of(1 - Unit(first), Unit(Mix(first)));
    }

    /// <summary>A uniform draw from [0, 1) that belongs to an ordered pair.</summary>
    public static double UnitOfPair(ulong seed, int from, int to) =>
        Unit(Mix(seed ^ Mix(((ulong)(uint)from << 32) | (uint)to)));

    private static double Of(double u, double v) => Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);

    private static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>Spreads the bits of a number over all 64 (the finaliser of SplitMix64).</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E37_79B9_7F4A_7C15;
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31);
    }
}
