namespace Coral.Index.Messages;

/// <summary>The result of a store.</summary>
internal enum StoreOutcome
{
    /// <summary>The value is there (or, with a time to live of 0, is no longer).</summary>
    Stored = 0,

    /// <summary>The key is full, or the store is: try elsewhere.</summary>
    Full = 1,

    /// <summary>The node is in another cluster at that level.</summary>
    Stranger = 2,
}
