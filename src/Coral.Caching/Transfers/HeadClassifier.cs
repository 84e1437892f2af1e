using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>The rules that turn a received header into what followers of a flight get and history keeps.</summary>
internal sealed class HeadClassifier(
    ICacheStore store,
    FetchHistory history,
    Func<CacheKey, HeuristicPolicy> heuristic,
    OriginClocks clocks,
    CacheOptions options,
    TimeProvider clock
)
{
    /// <summary>
    /// Adds to a header the moment of its arrival, the heuristic of its site, the names that its <c>Vary</c> lacks, and
    /// what is known of its sender's clock.
    /// </summary>
    /// <param name="request">The request as it was sent.</param>
    /// <param name="fetched">The response, its header as it came.</param>
    /// <param name="head">The header of <paramref name="fetched"/>.</param>
    /// <param name="sentAt">The moment when the request was sent.</param>
    public ReceivedHead Receive(CacheRequest request, FetchedResponse fetched, ResponseHead head, DateTimeOffset sentAt)
    {
        var complete = head;
        if (head.Status != 304)
        {
            complete = history.Vary.Complete(request, head);
            if (!StatusCodes.IsTemporary(head.Status))
            {
                history.Vary.Learn(request.Key, Vary.WithImplied(head, request.Fields));
            }
        }

        var now = clock.GetUtcNow();
        var sender =
            fetched.Source == FetchSource.Origin
                ? clocks.Observe(request.Key.Origin, head, now)
                : SenderClock.OfPeer(head);
        return new ReceivedHead(request, complete, fetched.SentAt ?? sentAt, now, heuristic(request.Key), sender);
    }

    /// <summary>True for a response over the limit on objects, by what it declares.</summary>
    /// <param name="request">The request that was sent.</param>
    /// <param name="response">The response, a GET's or a HEAD's, from the origin or from a peer.</param>
    public bool IsTooLarge(CacheRequest request, FetchedResponse response) =>
        response.Head is { Status: not 304 } head
        && (request.IsHead ? head.DeclaredLength : response.Length) > options.MaxObjectBytes;

    /// <summary>Keeps the header of a response to HEAD, unless its body is small enough for a GET.</summary>
    public void KeepHead(Flight flight, ReceivedHead received, FlightOutcome outcome, long? length)
    {
        var key = flight.Request.Key;
        var head = received.Received;
        if (length <= KeptHeads.SmallBytes || (flight.Request.IsHead && head.Status is 405 or 501))
        {
            history.Heads.Forget(key);
        }
        else if (!StatusCodes.IsTemporary(head.Status))
        {
            var get = flight.Request with { IsHead = false };
            var mayReuse = Storability.Decide(get, head) == StorageOutcome.Storable;
            history.Heads.Add(key, mayReuse ? new KeptHead(outcome.Head!, outcome.Freshness, outcome.Selecting) : null);
        }
    }

    /// <summary>The fetch failed before a header arrived.</summary>
    public FlightOutcome Failed(CacheRequest request, FetchFailure failure, DateTimeOffset sentAt)
    {
        history.Failed(request.Key, failure, sentAt);
        return new FlightOutcome { Fetched = FetchedResponse.Failed(failure) };
    }

    /// <summary>A response other than 304 arrived; its body is yet to come.</summary>
    /// <remarks>
    /// An answer of the moment never replaces a stored response: that one is served while the origin fails or refuses.
    /// Any other answer takes its place: where it cannot be stored, nothing is.
    /// </remarks>
    public FlightOutcome Responded(Flight flight, FetchedResponse fetched, ReceivedHead received)
    {
        var head = received.Received;
        var key = flight.Request.Key;
        var shareable = Sharing.Allows(head);
        var refusal = history.Refused(key, head, received.SentAt);
        if (refusal is null)
        {
            history.Arrived(key, head, shareable, received.SentAt);
        }

        if (!flight.IsForHead && !flight.Request.IsHead)
        {
            history.Heads.Forget(key);
        }

        var isTemporary = StatusCodes.IsTemporary(head.Status);
        var storable =
            Storability.Decide(flight.Request, head) == StorageOutcome.Storable
            && !(isTemporary && flight.Validating is not null);
        if (flight.Validating is not null && !storable && !isTemporary && !flight.Request.IsHead)
        {
            store.Remove(key);
        }

        return new FlightOutcome
        {
            Fetched = fetched,
            Head = received.ToForward(),
            Freshness = received.Freshness,
            Selecting = received.Selecting,
            Shareable = shareable,
            Storable = storable,
            Refusal = refusal,
        };
    }

    /// <summary>A 304 arrived: the stored response is good for longer.</summary>
    /// <returns><see langword="null"/> when the 304 confirms another response than the validated one.</returns>
    public FlightOutcome? NotModified(StoredResponse validated, FetchedResponse fetched, ReceivedHead received)
    {
        var (request, head, sentAt, receivedAt, policy, sender) = received;
        var beside = history.Vary.SelectingBeside(request);
        var refreshed = StoredResponseFactory.Refresh(
            validated,
            request,
            head,
            sentAt,
            receivedAt,
            policy,
            beside,
            sender
        );
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
        history.Vary.Add(request.Key, Vary.NamesOf(response.Head) ?? []);
        history.Arrived(request.Key, response.Head, shareable, sentAt);
        history.Succeeded(request.Key, response.Head.Status);
        return new FlightOutcome
        {
            Fetched = fetched,
            Head = response.Head,
            Freshness = response.Freshness,
            Selecting = response.Selecting,
            Refreshed = response,
            Shareable = shareable,
            Storable = refreshed.Storable,
        };
    }
}
