using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>Makes the responses to peers.</summary>
internal sealed class PeerResponses(
    FetchHistory history,
    PointerPublisher pointers,
    TimeProvider clock,
    ICacheEvents events
)
{
    /// <summary>A complete copy, or its header alone for HEAD.</summary>
    /// <param name="request">The request of the peer.</param>
    /// <param name="stored">The fresh copy in the store, whose fields are sent as they are.</param>
    /// <param name="release">Called when the copy was sent, or will not be.</param>
    public PeerResponse<IBodyReader> Complete(PeerRequest request, StoredResponse stored, Action release)
    {
        events.RespondedToPeer(request.Request.Key, request.From, ServiceOutcome.Complete);
        return Responded(
            request,
            stored.Head,
            stored.Freshness,
            stored.Body.OpenReader(),
            stored.Digests,
            static () => default,
            release
        );
    }

    /// <summary>The response of a fetch under way; complete where a stored one was revalidated.</summary>
    /// <param name="request">The request of the peer.</param>
    /// <param name="outcome">The header of the fetch, which has come.</param>
    /// <param name="release">Called when the body was sent, or will not be.</param>
    public PeerResponse<IBodyReader> Joined(PeerRequest request, FlightOutcome outcome, Action release)
    {
        events.RespondedToPeer(request.Request.Key, request.From, ServiceOutcome.Joined);
        var digests = outcome.Freshness.IsFresh(clock.GetUtcNow()) ? outcome.Refreshed?.Digests : null;
        return Responded(
            request,
            outcome.Head!,
            outcome.Freshness,
            outcome.Refreshed?.Body.OpenReader() ?? outcome.Body,
            digests,
            () => FinalDigest(outcome),
            release
        );
    }

    /// <summary>
    /// A 304 with all fields, since they refresh those that the peer has (RFC 9111, section 3.2).
    /// </summary>
    public PeerResponse<IBodyReader> NotModified(PeerRequest request, ResponseHead head, Freshness freshness)
    {
        events.RespondedToPeer(request.Request.Key, request.From, ServiceOutcome.NotModified);
        var fields = head.Fields.Without(line => line.Is("Content-Length"));
        return new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(304, fields),
            Age = AgeOf(freshness),
            Body = StoredBody.Empty,
        };
    }

    /// <summary>Nothing to send. A pointer that led the peer here is taken back.</summary>
    /// <param name="request">The request of the peer.</param>
    /// <param name="vary">The fields that the responses are known to vary on; "*": for nobody else.</param>
    public PeerResponse<IBodyReader> NotHere(PeerRequest request, string? vary)
    {
        events.RespondedToPeer(request.Request.Key, request.From, ServiceOutcome.NotHere);
        pointers.Disown(ContentKey.Of(request.Request.Key, Selecting(request.Request, vary)));
        return new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere, Vary = vary };
    }

    private SelectingFields Selecting(CacheRequest request, string? vary) =>
        Vary.NamesIn(vary) is { Length: > 0 } names
            ? SelectingFields.Of(names, request.Fields)
            : history.Selecting(request);

    /// <summary>As many copies are sent as may be.</summary>
    /// <param name="request">The request of the peer.</param>
    /// <param name="receivers">The peers that they are sent to.</param>
    public PeerResponse<IBodyReader> Full(PeerRequest request, IReadOnlyList<NodeContact> receivers)
    {
        events.RespondedToPeer(request.Request.Key, request.From, ServiceOutcome.Full);
        return new PeerResponse<IBodyReader> { Outcome = PeerOutcome.Full, Others = receivers };
    }

    /// <summary>The origin has failed, or its answer is repeated from memory.</summary>
    public PeerResponse<IBodyReader> OriginFailed(PeerRequest request, OriginPause pause)
    {
        events.RespondedToPeer(request.Request.Key, request.From, ServiceOutcome.OriginFailed);
        return new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.OriginFailed,
            Failure = pause.Failure,
            RefusedWith = pause.Status,
            RetryAfter = pause.Rest,
        };
    }

    /// <summary>True if the peer's request is conditional on the response that this node has.</summary>
    public static bool IsKnown(PeerRequest request, ResponseHead head, Freshness freshness) =>
        request.Offset == 0
        && Preconditions.Evaluate(request.Request.Fields, head, freshness.ResponseTime)
            == PreconditionOutcome.NotModified;

    private PeerResponse<IBodyReader> Responded(
        PeerRequest request,
        ResponseHead head,
        Freshness freshness,
        IBodyReader body,
        ContentDigests? digests,
        Func<ReadOnlyMemory<byte>> finalDigest,
        Action release
    )
    {
        var isHead = request.Request.IsHead;
        return new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.Answered,
            Head = head,
            Age = AgeOf(freshness),
            Body = isHead ? StoredBody.Empty : body,
            Start = StartOf(request, head, freshness, digests?.Length ?? body.Length),
            Digests = isHead ? null : digests,
            FinalDigest = finalDigest,
            Release = release,
        };
    }

    private long AgeOf(Freshness freshness) => Math.Max(0, (long)freshness.Age(clock.GetUtcNow()).TotalSeconds);

    /// <summary>The requested offset, if the peer has the beginning of this very representation; else 0.</summary>
    private static long StartOf(PeerRequest request, ResponseHead head, Freshness freshness, long? length) =>
        request is { Offset: > 0, Validator: { } validator }
        && request.Offset <= (length ?? long.MaxValue)
        && Validator.Strong(head, freshness.ResponseTime) == validator
            ? request.Offset
            : 0;

    private static ReadOnlyMemory<byte> FinalDigest(FlightOutcome outcome) =>
        (outcome.Refreshed is { } refreshed ? refreshed.Digests : outcome.Digested?.Digests)?.Whole ?? default;
}
