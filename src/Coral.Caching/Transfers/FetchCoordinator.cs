using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Index;

namespace Coral.Caching.Transfers;

/// <summary>
/// Brings requests for the same response together, so that an origin gets one request (RFC 9111, section 4).
/// </summary>
/// <remarks>
/// Safe for concurrent use. Flights are told apart by key, by the selecting fields that <c>Vary</c> is known to name,
/// and by method: HEAD follows a GET under way, GET never a HEAD. A HEAD starts a GET, unless its URL is known for a
/// large body. No time limit of ours sends the followers to the origin.
/// </remarks>
internal sealed class FetchCoordinator(
    ICacheStore store,
    FetchRunner runner,
    FetchHistory history,
    SharedRequests requests,
    TransferBudget budget,
    TimeProvider clock
)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CacheKey, List<Flight>> _flights = [];
    private TaskCompletionSource? _idle;

    /// <summary>The memory of the transfers under way.</summary>
    public TransferBudget Budget => budget;

    /// <summary>The keys with a flight under way.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _flights.Count;
            }
        }
    }

    /// <summary>The lessons of earlier fetches.</summary>
    public FetchHistory History => history;

    /// <summary>Completes when no key has a flight under way.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
        {
            if (_flights.Count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Follows the flight whose response will satisfy <paramref name="request"/>, or starts one.</summary>
    /// <param name="request">A request that the store had no fresh response for.</param>
    /// <param name="stale">The stale response that it had.</param>
    /// <param name="isRelayed">True for the request of a peer that cannot reach a holder.</param>
    public JoinResult JoinOrStart(CacheRequest request, StoredResponse? stale, bool isRelayed = false)
    {
        Flight flight;
        lock (_lock)
        {
            if (TryJoin_NeedsLock(request) is { } joined)
            {
                return JoinResult.Joined(joined);
            }

            // A flight stores its response before it stops taking followers. A request that looked into the store
            // before that, and for a flight after it, has missed both: it looks into the store once more.
            var found = store.Find(request.Key, request.Fields) ?? stale;
            if (found?.IsFresh(clock.GetUtcNow()) == true)
            {
                return JoinResult.InStore(found);
            }

            if (history.PauseOrProbe(request.Key) is { } pause)
            {
                return JoinResult.Paused(pause);
            }

            var isForHead = request.IsHead && !history.Heads.AsksWithHead(request.Key);
            flight = Create(isForHead ? request with { IsHead = false } : request, found, isRelayed, isForHead);
            if (!_flights.TryGetValue(request.Key, out var flights))
            {
                _flights.Add(request.Key, flights = []);
            }

            flights.Add(flight);
        }

        _ = FlyAsync(flight);
        return JoinResult.New(flight);
    }

    /// <summary>Follows the flight whose response will satisfy <paramref name="request"/>; never starts one.</summary>
    public JoinResult JoinIfUnderWay(CacheRequest request)
    {
        lock (_lock)
        {
            return TryJoin_NeedsLock(request) is { } joined ? JoinResult.Joined(joined) : default;
        }
    }

    /// <summary>Starts a flight that no other request can follow, for the client's range where it has one.</summary>
    public Flight StartAlone(CacheRequest request, StoredResponse? stale, OriginPermit permit)
    {
        var sent = requests.ToSend(request);
        var flight = new Flight(
            stale is null ? OfThePart(sent) : sent,
            stale,
            history.Selecting(sent),
            new TransferMemory(budget)
        )
        {
            Client = request,
        };
        _ = runner.RunAsync(flight, permit);
        return flight;
    }

    /// <summary>Follows the rest of a body under way, as <see cref="Flight.TryContinue"/> does.</summary>
    public JoinResult JoinToContinue(CacheRequest request, string validator)
    {
        lock (_lock)
        {
            return
                _flights.TryGetValue(request.Key, out var flights)
                && flights.Find(flight => flight.TryContinue(request.Fields, validator)) is { } flight
                ? JoinResult.Joined(flight)
                : default;
        }
    }

    /// <summary>
    /// The <c>Vary</c> that tells which other responses of the URL this node knows: empty if they are known to name
    /// nothing, <see langword="null"/> if nothing is known.
    /// </summary>
    /// <param name="request">The request that none of them is for.</param>
    /// <param name="isUnderWay"><see langword="true"/> if one of them is arriving.</param>
    public string? VaryOf(CacheRequest request, bool isUnderWay)
    {
        var known = history.Vary.Known(request.Key);
        var names = known ?? [];

        // A response without Origin serves no request that has one, whatever its Vary names.
        var isForOthers = request.Fields.Contains("Origin") && (isUnderWay || store.Holds(request.Key));
        var isWithoutOrigin = isForOthers && !names.Contains("Origin", StringComparer.OrdinalIgnoreCase);
        return SelectingFields.Of(names, request.Fields, isWithoutOrigin).Vary ?? (known is null ? null : "");
    }

    /// <summary>The peer that a fetch of <paramref name="key"/> follows, if one does.</summary>
    public NodeContact? SourceOf(CacheKey key)
    {
        lock (_lock)
        {
            return _flights.TryGetValue(key, out var flights)
                ? flights.Select(flight => flight.Following.Source).FirstOrDefault(source => source is not null)
                : null;
        }
    }

    /// <summary>The request for the client's own range, where nobody else gets the response.</summary>
    private static CacheRequest OfThePart(CacheRequest request) =>
        request.IsHead || request.Part.Count == 0
            ? request
            : request with
            {
                Fields = new FieldList([.. request.Fields, .. request.Part]),
            };

    private Flight Create(CacheRequest request, StoredResponse? stale, bool isRelayed, bool isForHead = false)
    {
        if (stale is { Selecting.Names: { Count: > 0 } names })
        {
            // The memory of it may be gone, and the copy is still that of these fields.
            history.Vary.Add(request.Key, names);
        }

        var sent = requests.ToSend(request);
        return new Flight(sent, stale, history.Selecting(sent), new TransferMemory(budget))
        {
            Client = request,
            IsRelayed = isRelayed,
            IsForHead = isForHead,
        };
    }

    private Flight? TryJoin_NeedsLock(CacheRequest request)
    {
        if (!_flights.TryGetValue(request.Key, out var flights))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        return flights.Find(flight => !flight.Request.IsHead && flight.TryJoin(request.Fields, now))
            ?? (request.IsHead ? flights.Find(flight => flight.TryJoin(request.Fields, now)) : null);
    }

    private async Task FlyAsync(Flight flight)
    {
        await runner.RunAsync(flight, permit: null);
        lock (_lock)
        {
            var flights = _flights[flight.Request.Key];
            flights.Remove(flight);
            if (flights.Count == 0)
            {
                _flights.Remove(flight.Request.Key);
            }

            if (_flights.Count == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
