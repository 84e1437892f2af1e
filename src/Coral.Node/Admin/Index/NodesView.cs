using System.Text.Json.Serialization;

namespace Coral.Node.Admin.Index;

/// <summary>Members of one of the node's clusters.</summary>
/// <param name="Level">The level of the cluster: 0, 1 or 2.</param>
/// <param name="Nodes">Those best suited first; never the node that answers.</param>
/// <param name="Cost">The cost of finding them.</param>
public sealed record NodesView(
    int Level,
    IReadOnlyList<NodeView> Nodes,
    [property: JsonPropertyName("walk")] LookupCostView Cost
);
