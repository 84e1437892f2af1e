namespace Coral.Index.Messages;

/// <summary>The result of a store.</summary>
internal enum StoreOutcome
{
    /// <summary>The value is stored (or, with a time to live of 0, removed).</summary>
    Stored = 0,

    /// <summary>The key or the whole store is full; the value belongs at another node.</summary>
    Full = 1,

    /// <summary>The node is in another cluster at that level.</summary>
    Stranger = 2,
}
