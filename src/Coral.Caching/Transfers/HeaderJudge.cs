using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>Says what an arrived header means for those who follow, and what is to be remembered of it.</summary>
internal sealed class HeaderJudge(
    ICacheStore store,
    FetchHistory history,
    Func<CacheKey, HeuristicPolicy> heuristic,
    TimeProvider clock
)
{
    /// <summary>Notes when a header arrived, and what to take for its freshness where it does not say.</summary>
    public Arrival Receive(CacheRequest request, ResponseHead head, DateTimeOffset sentAt) =>
        new(request, head, sentAt, clock.GetUtcNow(), heuristic(request.Key));

    /// <summary>There is no response.</summary>
    public FlightOutcome Failed(CacheRequest request, FetchFailure failure, DateTimeOffset sentAt)
    {
        history.Failed(request.Key, failure, sentAt);
        return new FlightOutcome { Failure = failure };
    }

    /// <summary>A response other than 304. Its body is yet to come.</summary>
    /// <remarks>
    /// A 5xx never takes the place of a stored response: that one is what to serve while the origin fails.
    /// </remarks>
    public FlightOutcome Arrived(Flight flight, Arrival arrival)
    {
        var head = arrival.Received;
        var key = flight.Request.Key;
        var shareable = Sharing.Allows(head);
        history.Arrived(key, head, shareable, arrival.SentAt);
        return new FlightOutcome
        {
            Head = arrival.PassedOn(),
            Response = arrival.With(StoredBody.Empty),
            OriginStatus = head.Status,
            Shareable = shareable,
            Storable =
                Storability.Decide(flight.Request, head) == StorageVerdict.Storable
                && (head.Status < 500 || flight.Validating is null),
        };
    }

    /// <summary>A 304: the stored response is good for longer.</summary>
    /// <returns><see langword="null"/> when the 304 speaks of another response than the one we asked about.</returns>
    public FlightOutcome? NotModified(StoredResponse validated, Arrival arrival)
    {
        var (request, head, sentAt, arrivedAt, policy) = arrival;
        var refreshed = Validation.Refresh(validated, request, head, sentAt, arrivedAt, policy);
        if (refreshed.Response is not { } response)
        {
            return null;
        }

        if (refreshed.Storable)
        {
            store.Put(request.Key, response);
        }
        else
        {
            store.Remove(request.Key);
        }

        var shareable = Sharing.Allows(response.Head);
        history.Arrived(request.Key, response.Head, shareable, sentAt);
        history.Succeeded(request.Key, response.Head.Status);
        return new FlightOutcome
        {
            Head = response.Head,
            Response = response,
            Body = response.Body,
            OriginStatus = head.Status,
            Shareable = shareable,
            Storable = refreshed.Storable,
        };
    }
}
