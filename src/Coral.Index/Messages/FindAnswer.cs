using Coral.Core.Index;
using Coral.Index.Store;

namespace Coral.Index.Messages;

/// <summary>The content of a found message, in lists that are used again and again.</summary>
internal sealed class FindAnswer
{
    /// <summary>An answer without values names this many, where the network has them.</summary>
    private const int ExpectedContacts = 8;

    /// <summary>Contacts nearest to the target, nearest first.</summary>
    public List<NodeContact> Contacts { get; } = new(ExpectedContacts);

    /// <summary>Values of the key, earliest arrival first.</summary>
    public List<IndexValue> Values { get; } = [];

    /// <summary>Set in answer to a probe.</summary>
    public PutState State { get; set; }

    /// <summary>
    /// The sender is in another cluster at that level: of it alone are the contacts, if any were asked for.
    /// </summary>
    public bool IsStranger { get; set; }

    /// <summary>Set in answer to a question for an opinion.</summary>
    public ClusterTally Opinion { get; set; }

    public void Clear()
    {
        Contacts.Clear();
        Values.Clear();
        State = default;
        IsStranger = false;
        Opinion = default;
    }
}
