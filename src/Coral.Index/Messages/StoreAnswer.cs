using Coral.Core.Index;

namespace Coral.Index.Messages;

/// <summary>The decoded response to a store.</summary>
internal sealed class StoreAnswer
{
    public StoreOutcome Outcome { get; set; }

    /// <summary>Values that came before the requester's own, earliest first; empty for an ordinary put.</summary>
    public List<IndexValue> Values { get; } = [];

    public void Clear()
    {
        Outcome = StoreOutcome.Stored;
        Values.Clear();
    }
}
