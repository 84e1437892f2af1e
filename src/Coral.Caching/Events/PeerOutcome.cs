namespace Coral.Caching.Events;

/// <summary>The outcome of a request to a peer: a closed set.</summary>
/// <remarks>
/// A peer's service responds with the first four. A network adds <see cref="Unreachable"/> and <see cref="Untrusted"/>.
/// The rest are decided by the requester: the reasons not to use a peer as a source, or no longer.
/// </remarks>
public enum PeerOutcome
{
    /// <summary>A header has come, and a body comes: stored whole, or still on its way to the peer too.</summary>
    Answered,

    /// <summary>Neither stored nor on its way there, or not for others (504).</summary>
    NotHere,

    /// <summary>
    /// The peer uploads as many copies of this object as it may; its response names those who receive them.
    /// </summary>
    Full,

    /// <summary>The peer fetched for others too, and the origin failed it.</summary>
    OriginFailed,

    /// <summary>No connection, or the connection was lost before a header: it may be dead.</summary>
    Unreachable,

    /// <summary>The response is not sealed by a member of the network, or is malformed.</summary>
    Untrusted,

    /// <summary>The connection was lost, or the body ended before its length.</summary>
    Lost,

    /// <summary>Too slow from a complete copy; or from one on its way, and another has the whole.</summary>
    Slow,

    /// <summary>A chunk is not what its digest says.</summary>
    WrongChunk,

    /// <summary>More bytes than were declared.</summary>
    WrongLength,

    /// <summary>The whole is not what a digest says.</summary>
    WrongDigest,

    /// <summary>The origin has shown that another holder was right.</summary>
    Refuted,

    /// <summary>The peer's digest differs from another holder's for the same validator; either may be right.</summary>
    Disputed,

    /// <summary>The peer has another version than the one whose bytes readers have.</summary>
    OtherVersion,

    /// <summary>The peer's digests are not those that its pointer named.</summary>
    OtherDigest,

    /// <summary>The copy of the peer is stale.</summary>
    Stale,

    /// <summary>The peer follows this node, directly or through others.</summary>
    Cycle,
}
