using Coral.Caching.Http;
using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>A response head as it was received, with all that its stored response is made of except the body.</summary>
/// <param name="Request">The request that fetched the response.</param>
/// <param name="Received">Status and header as the source sent them.</param>
/// <param name="SentAt">The moment when the request was sent.</param>
/// <param name="ReceivedAt">The moment when the header arrived.</param>
/// <param name="Policy">The heuristic for a header that states no lifetime.</param>
/// <param name="Clock">The clock of its <c>Date</c>.</param>
public sealed record ReceivedHead(
    CacheRequest Request,
    ResponseHead Received,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt,
    HeuristicPolicy Policy,
    SenderClock Clock = default
)
{
    /// <summary>Age and lifetime of the response, fixed when the header arrived.</summary>
    public Freshness Freshness { get; } = Freshness.Of(Received, SentAt, ReceivedAt, Policy, Clock);

    /// <summary>The request fields that select it, with the values that <see cref="Request"/> had.</summary>
    public SelectingFields Selecting { get; } = Vary.Selecting(Received, Request.Fields);

    /// <summary>
    /// The head to send on while the body arrives: end-to-end fields, with the length that the source declared.
    /// </summary>
    public ResponseHead ToForward()
    {
        var fields = EndToEndFields.OfResponse(Received.Fields, ReceivedAt);
        return Received with { Fields = fields.Without(line => line.Is("Age")) };
    }

    /// <summary>The response to store, once <paramref name="body"/> is complete.</summary>
    public StoredResponse ToStored(StoredBody body, ContentDigests? digests = null) =>
        StoredResponseFactory.Create(Request, Received, body, SentAt, ReceivedAt, Policy, digests, Clock);
}
