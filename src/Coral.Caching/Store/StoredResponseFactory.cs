using System.Globalization;
using Coral.Caching.Http;
using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>
/// Turns a response that arrived whole into what the store keeps: age, lifetime and selecting fields worked out.
/// </summary>
public static class StoredResponseFactory
{
    /// <summary>Creates the stored response. Whether it may be stored is <see cref="Storability"/>'s to say.</summary>
    /// <remarks>
    /// The stored header has no <c>Age</c>, which is worked out anew for every use, always a <c>Date</c>, and exactly
    /// one <c>Content-Length</c>, that of the body (none for a 204, which may not have one).
    /// </remarks>
    /// <param name="request">The request that fetched the response.</param>
    /// <param name="head">Status and end-to-end header, <c>Age</c> included.</param>
    /// <param name="body">The body, complete and in memory.</param>
    /// <param name="requestTime">The time at which the request was sent.</param>
    /// <param name="responseTime">The time at which the header arrived.</param>
    /// <param name="policy">The heuristic for responses that state no lifetime.</param>
    /// <param name="digests">The digests of the body, where they are known.</param>
    /// <param name="clock">The clock of the response's <c>Date</c>.</param>
    public static StoredResponse Create(
        CacheRequest request,
        ResponseHead head,
        StoredBody body,
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        HeuristicPolicy policy,
        ContentDigests? digests = null,
        SenderClock clock = default
    ) =>
        new(
            head with
            {
                Fields = Stored(head, body, responseTime),
            },
            body,
            Freshness.Of(head, requestTime, responseTime, policy, clock),
            Vary.Selecting(head, request.Fields),
            digests
        );

    /// <summary>Applies a 304: new fields, new age, new lifetime, the same body.</summary>
    /// <remarks>RFC 9111, section 4.3.4; <see cref="Validation"/> has the rules.</remarks>
    /// <param name="stored">The response that was validated.</param>
    /// <param name="request">The request that was sent.</param>
    /// <param name="notModified">The 304, with its <c>Date</c> and <c>Age</c>.</param>
    /// <param name="requestTime">The time at which the request was sent.</param>
    /// <param name="responseTime">The time at which the 304 arrived.</param>
    /// <param name="policy">The heuristic for responses that state no lifetime.</param>
    /// <param name="selectingBeside">
    /// The names of the fields that select the response beside those in its <c>Vary</c>.
    /// </param>
    /// <param name="clock">The clock of the 304's <c>Date</c>.</param>
    public static RefreshOutcome Refresh(
        StoredResponse stored,
        CacheRequest request,
        ResponseHead notModified,
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        HeuristicPolicy policy,
        IReadOnlyList<string>? selectingBeside = null,
        SenderClock clock = default
    )
    {
        if (Validation.Freshen(stored.Head, notModified, responseTime) is not { } freshened)
        {
            return new RefreshOutcome(null, Storable: false);
        }

        var head = Vary.With(Vary.WithImplied(freshened, request.Fields), selectingBeside ?? []);
        var response = Create(request, head, stored.Body, requestTime, responseTime, policy, stored.Digests, clock);
        return new RefreshOutcome(
            response,
            Storability.Decide(request with { IsHead = false }, head) == StorageOutcome.Storable
        );
    }

    private static FieldList Stored(ResponseHead head, StoredBody body, DateTimeOffset responseTime)
    {
        var fields = EndToEndFields
            .OfResponse(head.Fields, responseTime)
            .Without(line => line.Is("Age") || line.Is("Content-Length"));
        return head.Status == 204
            ? fields
            : fields.With("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
    }
}
