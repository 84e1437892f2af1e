namespace Coral.Simulation.Maps;

/// <summary>A map with one place more, the last: an origin on a line of its own, beside one of the nodes.</summary>
/// <param name="nodes">The map of the nodes.</param>
/// <param name="neighbour">The node beside it.</param>
public sealed class MapWithOrigin(ILatencyMap nodes, int neighbour) : ILatencyMap
{
    /// <summary>The delay of the origin's line in a round trip: an interleaved DSL line's.</summary>
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
