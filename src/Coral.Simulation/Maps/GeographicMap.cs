namespace Coral.Simulation.Maps;

/// <summary>Places drawn around metros; the farther apart, the longer the way.</summary>
/// <remarks>
/// A place is a metro drawn by weight plus a Gaussian jitter of 0.7° each way. Its access delay is lognormal, median 3 ms,
/// σ 0.7. The round trip of two places is both access delays plus great-circle km / 100 × 1.6 × lognormal(0, 0.1) ms,
/// fixed for the pair. Computed when asked, in whole microseconds: a table for 10,000 places would not fit.
/// </remarks>
public sealed class GeographicMap : ILatencyMap
{
    private const double EarthRadiusKm = 6_371;
    private readonly Place[] _places;
    private readonly ulong _seed;

    /// <summary>Draws a map.</summary>
    /// <param name="metros">Around which its places lie.</param>
    /// <param name="count">How many places.</param>
    /// <param name="random">Decides all of it.</param>
    public GeographicMap(IReadOnlyList<Metro> metros, int count, Random random)
    {
        ArgumentNullException.ThrowIfNull(metros);
        ArgumentNullException.ThrowIfNull(random);
        _seed = (ulong)random.NextInt64();
        var total = metros.Sum(m => m.Weight);
        _places = new Place[count];
        for (var i = 0; i < count; i++)
        {
            var metro = Draw(metros, random.NextDouble() * total);
            _places[i] = new Place(
                metro.Name,
                Radians(metro.Latitude + (0.7 * Gaussian.Draw(random))),
                Radians(metro.Longitude + (0.7 * Gaussian.Draw(random))),
                3 * Math.Exp(0.7 * Gaussian.Draw(random))
            );
        }
    }

    /// <inheritdoc />
    public int Count => _places.Length;

    /// <summary>The metro that a place lies in.</summary>
    public string MetroOf(int place) => _places[place].Metro;

    /// <inheritdoc />
    public TimeSpan RoundTrip(int one, int other)
    {
        if (one == other)
        {
            return TimeSpan.Zero;
        }

        var (a, b) = (_places[one], _places[other]);
        var detour = 1.6 * Math.Exp(0.1 * Gaussian.OfPair(_seed, one, other));
        var milliseconds = a.AccessMs + b.AccessMs + (Kilometres(a, b) / 100 * detour);
        return TimeSpan.FromMicroseconds(Math.Round(milliseconds * 1_000));
    }

    private static Metro Draw(IReadOnlyList<Metro> metros, double at)
    {
        foreach (var metro in metros)
        {
            at -= metro.Weight;
            if (at < 0)
            {
                return metro;
            }
        }

        return metros[^1];
    }

    /// <summary>Great-circle distance by the haversine formula.</summary>
    private static double Kilometres(Place a, Place b)
    {
        var latitude = Math.Sin((b.Latitude - a.Latitude) / 2);
        var longitude = Math.Sin((b.Longitude - a.Longitude) / 2);
        var h = (latitude * latitude) + (Math.Cos(a.Latitude) * Math.Cos(b.Latitude) * longitude * longitude);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private readonly record struct Place(string Metro, double Latitude, double Longitude, double AccessMs);
}
