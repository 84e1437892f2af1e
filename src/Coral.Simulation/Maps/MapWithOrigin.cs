namespace Coral.Simulation.Maps;

/// <summary>A map with one more place, the last: an origin with its own access line, beside one of the nodes.</summary>
/// <param name="nodes">The latency map of the nodes.</param>
/// <param name="neighbour">The place of the node beside the origin.</param>
public sealed class MapWithOrigin(ILatencyMap nodes, int neighbour) : ILatencyMap
{
    /// <summary>The delay that the origin's line, an interleaved DSL line, adds to a round trip.</summary>
    private static readonly TimeSpan Line = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc />
    public int Count => nodes.Count + 1;

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to)
    {
        if (from == to)
        {
            return TimeSpan.Zero;
        }

        var isOrigin = from == nodes.Count || to == nodes.Count;
        return nodes.RoundTrip(NodeAt(from), NodeAt(to)) + (isOrigin ? Line : TimeSpan.Zero);
    }

    private int NodeAt(int place) => place == nodes.Count ? neighbour : place;
}
