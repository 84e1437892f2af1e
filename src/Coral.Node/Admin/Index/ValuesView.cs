using System.Text.Json.Serialization;

namespace Coral.Node.Admin.Index;

/// <summary>The values that a get found.</summary>
/// <param name="Key">The key, in hexadecimal.</param>
/// <param name="Level">The level that the values were found at; none when none was found.</param>
/// <param name="Values">Some of the key's values.</param>
/// <param name="Cost">The cost of the lookup.</param>
public sealed record ValuesView(
    string Key,
    int? Level,
    IReadOnlyList<ValueView> Values,
    [property: JsonPropertyName("walk")] LookupCostView Cost
);
