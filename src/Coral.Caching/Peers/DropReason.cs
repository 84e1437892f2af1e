namespace Coral.Caching.Peers;

/// <summary>Why a peer is no longer our source, or never became it.</summary>
internal enum DropReason
{
    /// <summary>No connection.</summary>
    Unreachable,

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

    /// <summary>No answer of a member, or none that makes sense.</summary>
    BadAnswer,

    /// <summary>The origin has shown that another holder was right.</summary>
    Refuted,

    /// <summary>It has another digest for a validator that another holder has too; either may be right.</summary>
    Disputed,

    /// <summary>It has another version than the one whose bytes we have passed on.</summary>
    OtherVersion,

    /// <summary>Its digests are not those that its pointer named.</summary>
    OtherDigest,

    /// <summary>What it has is stale.</summary>
    Stale,

    /// <summary>It has nothing for us.</summary>
    NotHere,

    /// <summary>The origin failed it.</summary>
    OriginFailed,

    /// <summary>It follows us, directly or through others.</summary>
    Circle,
}
