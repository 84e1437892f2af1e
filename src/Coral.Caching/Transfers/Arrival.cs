using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>A response header as it arrived: all that the stored response is made of, but for the body.</summary>
/// <param name="Request">The request that fetched it.</param>
/// <param name="Received">Status and header as the origin sent them.</param>
/// <param name="SentAt">When the request was sent.</param>
/// <param name="ArrivedAt">When the header arrived.</param>
/// <param name="Policy">The heuristic where it says nothing of its freshness.</param>
internal sealed record Arrival(
    CacheRequest Request,
    ResponseHead Received,
    DateTimeOffset SentAt,
    DateTimeOffset ArrivedAt,
    HeuristicPolicy Policy
)
{
    /// <summary>
    /// The head to pass on while the body comes: with the length that the origin declared, if it did.
    /// </summary>
    public ResponseHead PassedOn()
    {
        var fields = EndToEndFields.OfResponse(Received.Fields, ArrivedAt);
        return Received with { Fields = fields.Without(line => line.Is("Age")) };
    }

    /// <summary>The response to store, once <paramref name="body"/> has come.</summary>
    public StoredResponse With(StoredBody body, ContentDigests? digests = null) =>
        StoredResponseFactory.Create(Request, Received, body, SentAt, ArrivedAt, Policy, digests);
}
