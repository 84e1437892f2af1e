using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The peer that a body comes from, and the digests that it stated.</summary>
/// <param name="Peer">The peer, as the index found it.</param>
/// <param name="Length">The length of the whole in bytes, where it is known.</param>
/// <param name="Digests">The digests of the whole, from a peer that has it; else <see langword="null"/>.</param>
/// <param name="FinalDigest">
/// Asked at the end of the body: the SHA-256 of the whole as the peer found it; empty when it did not say.
/// </param>
/// <param name="SentAt">The time from which the age of the response counts.</param>
/// <param name="Stop">The source that ends the request to the peer.</param>
internal sealed record PeerSender(
    PeerCandidate Peer,
    long? Length,
    ContentDigests? Digests,
    Func<ReadOnlyMemory<byte>> FinalDigest,
    DateTimeOffset SentAt,
    LinkedCancellation Stop
);
