namespace Coral.Transport.WideArea;

/// <summary>A map of regions, the routes between them, and the region of the origin.</summary>
public sealed class RegionMap
{
    private readonly Dictionary<(string, string), RegionPath> _paths;

    internal RegionMap(
        IReadOnlyList<string> regions,
        Dictionary<(string, string), RegionPath> paths,
        string originRegion,
        long originBitsPerSecond
    )
    {
        Regions = regions;
        _paths = paths;
        OriginRegion = originRegion;
        OriginBitsPerSecond = originBitsPerSecond;
    }

    /// <summary>The names of regions, in the order of the map.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>The region of the origin.</summary>
    public string OriginRegion { get; }

    /// <summary>The bandwidth of the origin in each direction.</summary>
    public long OriginBitsPerSecond { get; }

    /// <summary>Reads a map.</summary>
    /// <param name="text">
    /// One line for each route, <c>REGION REGION ROUND-TRIP BANDWIDTH</c>, each pair once and each region with itself;
    /// one line <c>origin REGION BANDWIDTH</c>; <c>#</c> begins a comment. Round trips as durations (<c>20ms</c>),
    /// bandwidths in <c>kbit</c>, <c>Mbit</c> or <c>Gbit</c> a second.
    /// </param>
    /// <exception cref="FormatException">The text is no map; the message names the line.</exception>
    public static RegionMap Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new RegionMapReader().Read(text);
    }

    /// <summary>The route between two regions of the map, the same in both directions.</summary>
    public RegionPath Between(string one, string other) => _paths[PairOf(one, other)];

    /// <summary>Two regions in a fixed order.</summary>
    internal static (string, string) PairOf(string one, string other) =>
        string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);
}
