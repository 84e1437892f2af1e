using Coral.Simulation.Arithmetic;

namespace Coral.Simulation.Maps;

/// <summary>The source of a scenario's latency map: a built-in map, or a measured one.</summary>
public sealed class MapSource
{
    private readonly Func<int, long, ILatencyMap> _draw;

    private MapSource(string name, int? count, Func<int, long, ILatencyMap> draw)
    {
        Name = name;
        Count = count;
        _draw = draw;
    }

    /// <summary>Metros all over the world: the default of every scenario.</summary>
    public static MapSource World { get; } = new(nameof(World), count: null, GeographicMap.World);

    /// <summary>New York, Frankfurt and Tokyo.</summary>
    public static MapSource ThreeContinents { get; } =
        new(nameof(ThreeContinents), count: null, GeographicMap.ThreeContinents);

    /// <summary>The built-in maps, which need no file.</summary>
    public static IReadOnlyList<MapSource> BuiltIn { get; } = [World, ThreeContinents];

    /// <summary>The name on the command line: of a built-in map, or of a file.</summary>
    public string Name { get; }

    /// <summary>The number of nodes of the map; <see langword="null"/> for any number.</summary>
    public int? Count { get; }

    /// <summary>Makes the source of a measured map.</summary>
    /// <param name="name">The file's path, as given.</param>
    /// <param name="matrix">The round trips, node by node.</param>
    public static MapSource Measured(string name, MatrixMap matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new MapSource(name, matrix.Count, (count, seed) => matrix.Choose(Drawn(matrix.Count, count, seed)));
    }

    /// <summary>Draws a map of <paramref name="count"/> nodes; from a measured map, the seed decides which.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The map has fewer nodes.</exception>
    public ILatencyMap Draw(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count ?? count);
        return _draw(count, seed);
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    private static int[] Drawn(int all, int count, long seed) =>
        [.. Enumerable.Range(0, all).OrderBy(node => Draws.Uniform(seed, node, all, 3)).Take(count).Order()];
}
