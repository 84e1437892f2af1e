namespace Coral.Index.Messages;

/// <summary>The content that a find asks for beside contacts.</summary>
public enum FindMode
{
    /// <summary>No values: a lookup of nodes.</summary>
    Nodes = 0,

    /// <summary>The key's values (get).</summary>
    Values = 1,

    /// <summary>
    /// The state of the key: could a value be stored? Counts as a put that passes (put, forward phase).
    /// </summary>
    Probe = 2,

    /// <summary>The values that came before the requester's own (get-or-put).</summary>
    Lease = 3,

    /// <summary>The contacts with the least round trips to the receiver, in any cluster.</summary>
    Nearest = 4,

    /// <summary>The receiver's measurements of the cluster whose id is the target.</summary>
    Opinion = 5,
}
