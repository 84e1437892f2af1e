namespace Coral.Simulation.Maps;

/// <summary>The first places of a map: those of nodes, when clients have the others.</summary>
/// <param name="map">The map of all places, those of clients included.</param>
/// <param name="count">The number of places that are kept.</param>
public sealed class TruncatedMap(ILatencyMap map, int count) : ILatencyMap
{
    /// <inheritdoc />
    public int Count => count;

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to) => map.RoundTrip(from, to);
}
