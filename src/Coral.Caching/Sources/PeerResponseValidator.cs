using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Validates the header of a peer's response, and chooses the checks that its body goes through.</summary>
internal sealed class PeerResponseValidator(Func<CacheKey, HeuristicPolicy> heuristic, TimeProvider clock)
{
    /// <summary>Decides whether a response can be the source of a flight, and has its body checked then.</summary>
    /// <param name="search">The search that the request belonged to.</param>
    /// <param name="peer">The peer that sent the response, with the digests of its pointer.</param>
    /// <param name="response">A response with a header and a body.</param>
    /// <param name="askedAt">The time at which the request was sent.</param>
    /// <param name="stop">The source that ends the request to the peer.</param>
    /// <param name="refusal">The reason why it is refused.</param>
    /// <returns>The body, which checks what comes; <see langword="null"/> when the response is refused.</returns>
    public CountedBody? Validate(
        SearchState search,
        PeerCandidate peer,
        PeerResponse<IOriginBody> response,
        DateTimeOffset askedAt,
        LinkedCancellation stop,
        out PeerOutcome refusal
    )
    {
        refusal = default;
        var (head, body, resumption) = (response.Head!, response.Body!, search.Resumption);
        var length =
            response.Digests?.Length ?? head.DeclaredLength ?? (body.Length is { } rest ? response.Start + rest : null);
        if (Refuse(search, peer, response, head, length) is { } reason)
        {
            refusal = reason;
            return null;
        }

        var sentAt = response.Digests is null ? clock.GetUtcNow() : askedAt;
        var sender = new PeerSender(peer, response, length, sentAt, stop);
        var offset = resumption?.Offset ?? 0;
        return response.Digests is { } digests
            ? new VerifiedBody(body, digests, response.Start, offset) { Sender = sender }
            : new ContinuedBody(body, offset - response.Start, Prefix(resumption, response.Start)) { Sender = sender };
    }

    /// <summary>
    /// The SHA-256 of the bytes that readers have already and the peer sends again; empty where it sends only some of
    /// them again, which cannot be compared.
    /// </summary>
    private static ReadOnlyMemory<byte> Prefix(Resumption? resumption, long start) =>
        start == 0 && resumption is { Offset: > 0 } ? resumption.Digester.Sha256() : default;

    private PeerOutcome? Refuse(
        SearchState search,
        PeerCandidate peer,
        PeerResponse<IOriginBody> response,
        ResponseHead head,
        long? length
    )
    {
        var resumption = search.Resumption;
        if (head.Status == 304)
        {
            return resumption is null && IsConditional(search.Request) ? null : PeerOutcome.Untrusted;
        }

        if (
            head.Status is < 200 or > 599 or 206
            || !Sharing.Allows(head)
            || (response.Start != 0 && response.Start != resumption?.AlignedOffset)
        )
        {
            return PeerOutcome.Untrusted;
        }

        if (head.DeclaredLength is { } declared && declared != length)
        {
            return PeerOutcome.WrongLength;
        }

        return response.Digests is { } digests
            ? RefuseComplete(search, peer, digests, head)
            : RefuseOther(resumption, head, length);
    }

    private PeerOutcome? RefuseComplete(
        SearchState search,
        PeerCandidate peer,
        ContentDigests digests,
        ResponseHead head
    )
    {
        if (peer.Contradicts(digests) || peer is { IsComplete: true } && peer.Pointer!.Length != digests.Length)
        {
            return PeerOutcome.OtherDigest;
        }

        if (search.Resumption is not { } resumption)
        {
            return IsFresh(search.Request, head) ? null : PeerOutcome.Stale;
        }

        return RefuseOther(resumption, head, digests.Length)
            ?? (resumption.Digester.Begins(digests) ? null : PeerOutcome.Disputed);
    }

    private static PeerOutcome? RefuseOther(Resumption? resumption, ResponseHead head, long? length) =>
        resumption is null || (Validator.AreOne(resumption.First, head) && SameLength(length, resumption.Length))
            ? null
            : PeerOutcome.OtherVersion;

    private static bool SameLength(long? left, long? right) => left is null || right is null || left == right;

    private bool IsFresh(CacheRequest request, ResponseHead head)
    {
        var now = clock.GetUtcNow();
        var policy = heuristic(request.Key);
        return Freshness.Of(head, now, now, policy, SenderClock.OfPeer(head)).IsFresh(now);
    }

    private static bool IsConditional(CacheRequest request) =>
        request.Fields.Contains("If-None-Match") || request.Fields.Contains("If-Modified-Since");
}
