using System.Text.Json.Serialization;

namespace Coral.Node.Admin.Index;

/// <summary>The levels at which a put stored its value.</summary>
/// <param name="Key">The key, in hexadecimal.</param>
/// <param name="StoredAt">Levels at which a node took it; none when the key was full and loaded everywhere.</param>
/// <param name="Cost">The cost of the put.</param>
public sealed record StoredView(
    string Key,
    IReadOnlyList<int> StoredAt,
    [property: JsonPropertyName("walk")] LookupCostView Cost
);
