namespace Coral.Index.Store;

/// <summary>The state of a key at one node, as a put learns it during its forward phase.</summary>
/// <param name="IsLoaded">The node has let a put for the key pass within the last 60/β seconds.</param>
/// <param name="Values">The number of values stored under the key.</param>
/// <param name="EarliestExpiry">The remaining time of the first value to expire; zero without values.</param>
internal readonly record struct PutState(bool IsLoaded, int Values, TimeSpan EarliestExpiry);
