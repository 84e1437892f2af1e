namespace Coral.Caching.Peers;

/// <summary>How a peer took a question.</summary>
public enum PeerOutcome
{
    /// <summary>A header has come, and a body comes: stored whole, or still on its way to the peer too.</summary>
    Answered,

    /// <summary>Neither stored nor on its way there, or not for others (504).</summary>
    NotHere,

    /// <summary>It uploads as many copies of this object as it may; it names those who receive them.</summary>
    Full,

    /// <summary>It fetched for us all, and the origin failed it.</summary>
    OriginFailed,

    /// <summary>No connection, or the connection was lost before a header: it may be dead.</summary>
    Unreachable,

    /// <summary>What came proves no member of our network, or is no answer.</summary>
    Untrusted,
}
