namespace Coral.Node.Admin.Index;

/// <summary>A node and its clusters.</summary>
/// <param name="Node">The node that answers.</param>
/// <param name="Levels">Farthest (0) first.</param>
/// <param name="Walk">The cost: nothing is asked of others.</param>
public sealed record LevelsView(NodeView Node, IReadOnlyList<LevelView> Levels, WalkView Walk);
