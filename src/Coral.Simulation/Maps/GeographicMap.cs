using Coral.Simulation.Arithmetic;

namespace Coral.Simulation.Maps;

/// <summary>Nodes placed in metropolitan areas, and round trips that follow from geography.</summary>
/// <remarks>
/// A place is a metro drawn by weight, plus a Gaussian offset of 0.7° in each direction. Its access delay is lognormal
/// with a median of 3 ms and σ = 0.7. A round trip is both access delays + great-circle km / 100 × 1.6 × lognormal(0,
/// 0.1), in milliseconds: light in fibre takes 1 ms for 100 km and back, and cables take detours. The last factor is
/// fixed for a pair, and computed from it, so that a map of 10,000 nodes needs no table of pairs.
/// </remarks>
public sealed class GeographicMap : ILatencyMap
{
    private const double JitterDegrees = 0.7;
    private const double AccessMedianMilliseconds = 3;
    private const double AccessSigma = 0.7;
    private const double KilometresPerMillisecond = 100;
    private const double Detour = 1.6;
    private const double PairSigma = 0.1;

    private readonly GeoLocation[] _places;
    private readonly long _seed;

    /// <summary>Places <paramref name="count"/> nodes among <paramref name="metros"/>.</summary>
    public GeographicMap(IReadOnlyList<Metro> metros, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(metros);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _seed = seed;
#pragma warning disable RS0030 // A map is a function of its seed: this is where the seed becomes chance.
        var random = new Random((int)(seed ^ (seed >> 32)));
#pragma warning restore RS0030
        var weights = metros.Sum(metro => metro.Weight);
        _places = [.. Enumerable.Range(0, count).Select(_ => Draw(metros, weights, random))];
    }

    /// <summary>The metros of <c>world.csv</c>, weighted as research networks were spread over them.</summary>
    public static GeographicMap World(int count, long seed) => new(Metros.World, count, seed);

    /// <summary>New York, Frankfurt and Tokyo in equal shares.</summary>
    public static GeographicMap ThreeContinents(int count, long seed) => new(Metros.ThreeContinents, count, seed);

    /// <inheritdoc />
    public int Count => _places.Length;

    /// <summary>The position of node <paramref name="node"/>.</summary>
    public GeoLocation this[int node] => _places[node];

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to)
    {
        if (from == to)
        {
            return TimeSpan.Zero;
        }

        var (a, b) = from < to ? (from, to) : (to, from);
        var pair = ExactMath.Exp(
            PairSigma * Draws.Normal(1 - Draws.Uniform(_seed, a, b, 1), Draws.Uniform(_seed, a, b, 2))
        );
        var milliseconds =
            _places[a].AccessMilliseconds
            + _places[b].AccessMilliseconds
            + (_places[a].KilometresTo(_places[b]) / KilometresPerMillisecond * Detour * pair);
        return TimeSpan.FromMicroseconds(Math.Round(milliseconds * 1000));
    }

    private static GeoLocation Draw(IReadOnlyList<Metro> metros, int weights, Random random)
    {
        var metro = Pick(metros, random.Next(weights));
        return new GeoLocation(
            metro,
            metro.Latitude + (JitterDegrees * random.Normal()),
            metro.Longitude + (JitterDegrees * random.Normal()),
            random.LogNormal(AccessMedianMilliseconds, AccessSigma)
        );
    }

    private static Metro Pick(IReadOnlyList<Metro> metros, int point)
    {
        var index = 0;
        while (point >= metros[index].Weight)
        {
            point -= metros[index].Weight;
            index++;
        }

        return metros[index];
    }
}
