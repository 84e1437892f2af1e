namespace Coral.Simulation.Maps;

/// <summary>The first places of a map: where nodes stand, when clients stand on the others.</summary>
/// <param name="map">The whole map.</param>
/// <param name="count">The number of nodes.</param>
public sealed class TruncatedMap(ILatencyMap map, int count) : ILatencyMap
{
    /// <inheritdoc />
    public int Count => count;

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to) => map.RoundTrip(from, to);
}
