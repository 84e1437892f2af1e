using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The peer that a body comes from, and its response.</summary>
/// <param name="Peer">The peer, as the index found it.</param>
/// <param name="Response">The response, as it came.</param>
/// <param name="Length">The length of the whole in bytes, where it is known.</param>
/// <param name="SentAt">The time from which the age of the response counts.</param>
/// <param name="Stop">The source that ends the request to the peer.</param>
internal sealed record PeerSender(
    PeerCandidate Peer,
    PeerResponse<IOriginBody> Response,
    long? Length,
    DateTimeOffset SentAt,
    LinkedCancellation Stop
)
{
    /// <summary>The digests of the whole, from a peer that has it; else <see langword="null"/>.</summary>
    public ContentDigests? Digests => Response.Digests;
}
