using Coral.Core.Index;
using Coral.Index.Store;

namespace Coral.Index.Messages;

/// <summary>The decoded response to a find, in lists that are reused.</summary>
internal sealed class FindAnswer
{
    /// <summary>The number of contacts that a response without values usually has.</summary>
    private const int ExpectedContacts = 8;

    /// <summary>Contacts nearest to the target, nearest first.</summary>
    public List<NodeContact> Contacts { get; } = new(ExpectedContacts);

    /// <summary>Values of the key, earliest arrival first.</summary>
    public List<IndexValue> Values { get; } = [];

    /// <summary>The state of the key; set in the response to a probe.</summary>
    public PutState State { get; set; }

    /// <summary>
    /// True if the sender is in another cluster at that level; contacts, if any were requested, are of that cluster
    /// alone.
    /// </summary>
    public bool IsStranger { get; set; }

    /// <summary>The sender's measurements of a cluster; set in the response to a request for an opinion.</summary>
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
