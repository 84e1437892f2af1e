namespace Coral.Simulation.Maps;

/// <summary>A table of another map's round trips, for runs that read the same pairs over and over.</summary>
/// <remarks>Eight bytes for each pair and direction: 2 MB for 500 nodes.</remarks>
public sealed class TabulatedMap : ILatencyMap
{
    private readonly TimeSpan[] _roundTrips;

    /// <summary>Computes every pair of <paramref name="map"/>.</summary>
    public TabulatedMap(ILatencyMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Count = map.Count;
        _roundTrips = new TimeSpan[Count * Count];
        for (var from = 0; from < Count; from++)
        {
            for (var to = 0; to < Count; to++)
            {
                _roundTrips[(from * Count) + to] = map.RoundTrip(from, to);
            }
        }
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to) => _roundTrips[(from * Count) + to];
}
