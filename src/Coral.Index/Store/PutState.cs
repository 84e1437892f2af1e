namespace Coral.Index.Store;

/// <summary>The state of a key at one node, as a put learns it on its way.</summary>
/// <param name="IsLoaded">The node has let a put for the key pass within the last 60/β seconds.</param>
/// <param name="Values">Values it stores under the key.</param>
/// <param name="EarliestExpiry">How long the first of them to go will still be there; zero without values.</param>
internal readonly record struct PutState(bool IsLoaded, int Values, TimeSpan EarliestExpiry);
