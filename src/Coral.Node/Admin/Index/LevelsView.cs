using System.Text.Json.Serialization;

namespace Coral.Node.Admin.Index;

/// <summary>A node and its clusters.</summary>
/// <param name="Node">The node that responds, and whose view this is.</param>
/// <param name="Levels">Farthest (0) first.</param>
/// <param name="Cost">The cost: nothing is asked of others.</param>
public sealed record LevelsView(
    NodeView Node,
    IReadOnlyList<LevelView> Levels,
    [property: JsonPropertyName("walk")] LookupCostView Cost
);
