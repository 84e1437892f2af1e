namespace Coral.HitRate;

/// <summary>
/// Requests for objects of lognormal size, by Zipf's law: the r-th most popular in proportion to r^-exponent.
/// </summary>
internal sealed class ZipfTrace
{
    private const double MedianBytes = 8 * 1024;
    private const double Spread = 1.5;

    private readonly double[] _cumulated;
    private readonly int[] _sizes;

    public ZipfTrace(int seed, int objects, double exponent)
    {
        Exponent = exponent;
        Seed = seed;
        _cumulated = new double[objects];
        _sizes = new int[objects];
        var random = new Random(seed);
        var sum = 0.0;
        for (var rank = 0; rank < objects; rank++)
        {
            sum += Math.Pow(rank + 1, -exponent);
            _cumulated[rank] = sum;
            _sizes[rank] = Size(random);
            TotalBytes += _sizes[rank];
        }
    }

    public int Seed { get; }

    public double Exponent { get; }

    public int Objects => _sizes.Length;

    public long TotalBytes { get; }

    public int SizeOf(int id) => _sizes[id % _sizes.Length];

    public int Next(Random random)
    {
        var at = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        return Math.Min(at < 0 ? ~at : at, _cumulated.Length - 1);
    }

    /// <summary>A lognormal draw, by Box and Muller.</summary>
    private static int Size(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Clamp(MedianBytes * Math.Exp(Spread * normal), 100, HitRate.Objects.LargestBytes);
    }
}
