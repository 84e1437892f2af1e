namespace Coral.Node.Admin.Index;

/// <summary>Members of one of the node's clusters.</summary>
/// <param name="Level">Which.</param>
/// <param name="Nodes">Those best suited first; never the node that answers.</param>
/// <param name="Walk">What it cost to find them.</param>
public sealed record NodesView(int Level, IReadOnlyList<NodeView> Nodes, WalkView Walk);
