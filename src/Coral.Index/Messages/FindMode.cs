namespace Coral.Index.Messages;

/// <summary>The content that a find asks for beside contacts.</summary>
public enum FindMode
{
    /// <summary>Nothing: a lookup of nodes.</summary>
    Nodes = 0,

    /// <summary>The key's values (get).</summary>
    Values = 1,

    /// <summary>Whether a value could be stored, counted as a put that passes (put, forward phase).</summary>
    Probe = 2,

    /// <summary>The values that came before the requester's own (get-or-put).</summary>
    Lease = 3,

    /// <summary>The contacts with the least round trips to the receiver, of whatever cluster.</summary>
    Nearest = 4,

    /// <summary>The receiver's measurements of the cluster whose id is the target.</summary>
    Opinion = 5,
}
