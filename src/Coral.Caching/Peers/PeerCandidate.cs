using Coral.Caching.Events;
using Coral.Caching.Integrity;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>A peer that may have what we fetch.</summary>
/// <param name="Contact">Who, and where.</param>
/// <param name="Pointer">What its pointer said; <see langword="null"/> when another peer named it.</param>
/// <param name="Level">How near the index found it.</param>
internal sealed record PeerCandidate(NodeContact Contact, Pointer? Pointer, FetchSource Level)
{
    /// <summary>Whether its pointer says that it has the whole.</summary>
    public bool IsComplete => Pointer?.IsComplete == true;

    /// <summary>Whether both say that they have the whole, and it is not the same.</summary>
    public bool Contradicts(ContentDigests digests) =>
        IsComplete && !Pointer!.Digest.Span.SequenceEqual(digests.Root.Span);

    /// <summary>A value of the index; <see langword="null"/> when it is no pointer of its owner to a proxy.</summary>
    public static PeerCandidate? TryRead(IndexValue value, ClusterLevel level) =>
        Pointer.TryDecode(value.Bytes.Span) is { } pointer
        && pointer.Contact.Id == value.Owner
        && pointer.Contact.Ports.Offer(NodeServices.Peer)
            ? new PeerCandidate(pointer.Contact, pointer, SourceAt(level))
            : null;

    /// <summary>How <c>Cache-Status</c> names a peer found at <paramref name="level"/>.</summary>
    public static FetchSource SourceAt(ClusterLevel level) =>
        level switch
        {
            ClusterLevel.Near => FetchSource.Level2,
            ClusterLevel.Regional => FetchSource.Level1,
            _ => FetchSource.Level0,
        };
}
