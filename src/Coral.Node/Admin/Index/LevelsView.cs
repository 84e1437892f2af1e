namespace Coral.Node.Admin.Index;

/// <summary>A node and its clusters.</summary>
/// <param name="Node">The node that answers.</param>
/// <param name="Levels">Farthest (0) first.</param>
/// <param name="Walk">What it cost to find out.</param>
public sealed record LevelsView(NodeView Node, IReadOnlyList<LevelView> Levels, WalkView Walk);
