namespace Coral.Simulation.Arithmetic;

/// <summary>
/// Uniform numbers that depend on their coordinates alone: what is fixed for a pair of nodes needs no table.
/// </summary>
internal static class Mix
{
    /// <summary>
    /// A uniform number in [0, 1) that belongs to (<paramref name="seed"/>, <paramref name="a"/>, <paramref
    /// name="b"/>).
    /// </summary>
    public static double Unit(long seed, int a, int b, int salt) =>
        (Hash(seed, a, b, salt) >> 11) * (1.0 / (1UL << 53));

    /// <summary>SplitMix64's finaliser over the coordinates, one after another.</summary>
    private static ulong Hash(long seed, int a, int b, int salt) =>
        Finish(Finish(Finish((ulong)seed, (uint)a), (uint)b), (uint)salt);

    private static ulong Finish(ulong state, uint next)
    {
        var z = state + next + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
