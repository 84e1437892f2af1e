namespace Coral.Core.Index;

/// <summary>The levels an operation visits: from the nearest down to the farthest, both included.</summary>
/// <param name="Nearest">The first level visited, the highest number.</param>
/// <param name="Farthest">The last level visited; not above <paramref name="Nearest"/>.</param>
public readonly record struct LevelRange(ClusterLevel Nearest, ClusterLevel Farthest)
{
    /// <summary>Level 2, then 1, then 0: what is done unless something else is asked for.</summary>
    public static LevelRange All { get; } = new(ClusterLevel.Near, ClusterLevel.Global);

    /// <summary>One level alone.</summary>
    public static LevelRange Only(ClusterLevel level) => new(level, level);

    /// <summary>True if an operation visits <paramref name="level"/>.</summary>
    public bool Contains(ClusterLevel level) => level <= Nearest && level >= Farthest;
}
