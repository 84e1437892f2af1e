using Coral.Core.Index;

namespace Coral.Index.Messages;

/// <summary>The content of a stored message.</summary>
internal sealed class StoreAnswer
{
    public StoreOutcome Outcome { get; set; }

    /// <summary>Values that came before the sender's own, earliest first; empty for an ordinary put.</summary>
    public List<IndexValue> Values { get; } = [];

    public void Clear()
    {
        Outcome = StoreOutcome.Stored;
        Values.Clear();
    }
}
