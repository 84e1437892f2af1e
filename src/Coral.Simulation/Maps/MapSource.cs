using Coral.Simulation.Arithmetic;

namespace Coral.Simulation.Maps;

/// <summary>The latency map of a scenario: a map that is built in, or a measured one.</summary>
public sealed class MapSource
{
    private readonly Func<int, long, ILatencyMap> _draw;

    private MapSource(string name, int? count, Func<int, long, ILatencyMap> draw)
    {
        Name = name;
        Count = count;
        _draw = draw;
    }

    /// <summary>Metros all over the world: what scenarios use unless told otherwise.</summary>
    public static MapSource World { get; } = new(nameof(World), count: null, GeographicMap.World);

    /// <summary>New York, Frankfurt and Tokyo.</summary>
    public static MapSource ThreeContinents { get; } =
        new(nameof(ThreeContinents), count: null, GeographicMap.ThreeContinents);

    /// <summary>Those that need no file.</summary>
    public static IReadOnlyList<MapSource> BuiltIn { get; } = [World, ThreeContinents];

    /// <summary>As on the command line: a built-in map's name, or a file's.</summary>
    public string Name { get; }

    /// <summary>The nodes that it has; <see langword="null"/> when it has as many as are wanted.</summary>
    public int? Count { get; }

    /// <summary>Round trips that were measured.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="matrix">The round trips, node by node.</param>
    public static MapSource Measured(string name, MatrixMap matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new MapSource(name, matrix.Count, (count, seed) => matrix.Choose(Drawn(matrix.Count, count, seed)));
    }

    /// <summary>A map of so many nodes; of a measured one, as many as the seed draws from it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="Count"/>.</exception>
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
