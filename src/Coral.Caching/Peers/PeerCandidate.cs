using Coral.Caching.Events;
using Coral.Caching.Integrity;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>A peer that may have what we fetch.</summary>
/// <param name="Contact">The id and the addresses of the peer.</param>
/// <param name="Pointer">The pointer that the index holds; <see langword="null"/> when another peer named it.</param>
/// <param name="Level">The level of the cluster that the index found it in.</param>
internal sealed record PeerCandidate(NodeContact Contact, Pointer? Pointer, FetchSource Level)
{
    /// <summary>True if its pointer states a complete copy.</summary>
    public bool IsComplete => Pointer?.IsComplete == true;

    /// <summary>True if both pointers state a complete copy, with different digests.</summary>
    public bool Contradicts(ContentDigests digests) =>
        IsComplete && !Pointer!.Digest.Span.SequenceEqual(digests.Root.Span);

    /// <summary>A value of the index; <see langword="null"/> when it is no pointer of its owner to a proxy.</summary>
    public static PeerCandidate? TryRead(IndexValue value, ClusterLevel level) =>
        Pointer.TryDecode(value.Bytes.Span) is { } pointer
        && pointer.Contact.Id == value.Owner
        && pointer.Contact.Ports.Offer(NodeServices.Peer)
            ? new PeerCandidate(pointer.Contact, pointer, SourceAt(level))
            : null;

    /// <summary>The name in <c>Cache-Status</c> of a peer found at <paramref name="level"/>.</summary>
    public static FetchSource SourceAt(ClusterLevel level) =>
        level switch
        {
            ClusterLevel.Near => FetchSource.Level2,
            ClusterLevel.Regional => FetchSource.Level1,
            _ => FetchSource.Level0,
        };
}
