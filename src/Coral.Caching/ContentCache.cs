using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>The cache of one node: the store, one fetch per object, and the origin last.</summary>
/// <remarks>Safe for concurrent use. <see cref="CacheComposer"/> makes it, alone or among others.</remarks>
public sealed class ContentCache : IContentCache
{
    /// <summary>The most fetches that a request follows whose responses turn out to be other variants.</summary>
    private const int MaxRounds = 3;

    private readonly ICacheStore _store;
    private readonly FetchHistory _history;
    private readonly FetchCoordinator _coordinator;
    private readonly OriginConcurrencyLimiter _limiter;
    private readonly CacheResponseFactory _responses;
    private readonly TransferBudget _budget;
    private readonly IPointerPublisher _pointers;
    private readonly CacheMetrics _metrics;
    private readonly TimeProvider _clock;

    /// <summary>Creates a cache of what it consists of.</summary>
    /// <param name="store">The store of complete responses.</param>
    /// <param name="history">The <c>Vary</c>, the unshareable URLs and the failures of earlier fetches.</param>
    /// <param name="coordinator">The fetches under way that others can join.</param>
    /// <param name="limiter">The limit of the others, by origin.</param>
    /// <param name="budget">The memory of transfers.</param>
    /// <param name="pointers">The pointers to what the store holds.</param>
    internal ContentCache(
        ICacheStore store,
        FetchHistory history,
        FetchCoordinator coordinator,
        OriginConcurrencyLimiter limiter,
        CacheResponseFactory responses,
        TransferBudget budget,
        IPointerPublisher pointers,
        CacheMetrics metrics,
        TimeProvider clock
    )
    {
        (_store, _history, _coordinator, _limiter) = (store, history, coordinator, limiter);
        (_responses, _budget, _pointers) = (responses, budget, pointers);
        (_metrics, _clock) = (metrics, clock);
    }

    /// <summary>The share of <see cref="CacheOptions.TransferBytes"/> that is taken.</summary>
    public double TransfersUsed => _budget.Used;

    /// <summary>
    /// Withdraws this node's pointers from the index: before the node stops, while the index still runs.
    /// </summary>
    /// <remarks>Within <see cref="CooperationOptions.LeaveTime"/>; never throws for what the index does.</remarks>
    /// <param name="cancellationToken">Ends the withdrawal early.</param>
    public Task LeaveAsync(CancellationToken cancellationToken) => _pointers.LeaveAsync(cancellationToken);

    /// <summary>
    /// The keys being fetched, and the memory that transfers hold, for tests: both are nothing at rest.
    /// </summary>
    internal (int Keys, long Bytes) UnderWay => (_coordinator.Count, _budget.TakenBytes);

    /// <summary>Completes when no key has a fetch under way.</summary>
    internal Task IdleAsync() => _coordinator.IdleAsync();

    /// <inheritdoc />
    public StoredResponse? FindFresh(CacheKey key, IFieldSource request)
    {
        var stored = _store.Find(key, request);
        var now = _clock.GetUtcNow();
        if (stored?.IsFresh(now) != true)
        {
            return null;
        }

        if (stored.IsPointerDue(now))
        {
            _pointers.Used(key, stored);
        }

        _metrics.ServedHit();
        return stored;
    }

    /// <inheritdoc />
    /// <remarks>
    /// <list type="number">
    /// <item>Stored and fresh: served.</item>
    /// <item>Stale, but good enough while one request revalidates it: served, and revalidated in the
    /// background.</item>
    /// <item>Known not to be shareable: fetched alone, under the origin's concurrency limit.</item>
    /// <item>On its way, or to be fetched: followed. The origin failed a moment ago: stale copy or failure, at
    /// once.</item>
    /// <item>The header is that of another variant: from the start, now that <c>Vary</c> is known.</item>
    /// <item>The header shows that it is not for others: fetched alone, under the origin's concurrency limit.</item>
    /// </list>
    /// With <c>only-if-cached</c> nothing is fetched: what is neither stored nor on its way is a 504 (section
    /// 5.2.1.7).
    /// </remarks>
    public async Task<CacheResponse> GetAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var onlyIfCached = CacheDirectives.Of(request.Fields).OnlyIfCached;
        for (var round = 1; ; round++)
        {
            // 1.
            var now = _clock.GetUtcNow();
            var stored = await _store.FindAsync(request.Key, request.Fields, cancellationToken);
            if (stored?.IsFresh(now) == true)
            {
                return _responses.Hit(stored);
            }

            // 2.
            if (stored is not null && Staleness.MayServeWhileRevalidating(stored, now))
            {
                _ = RevalidateAsync(request with { IsHead = false }, stored);
                return _responses.Hit(stored);
            }

            // 3.
            var miss = new CacheMiss(request, stored, ReasonToForward(request.Key, stored));
            if (!onlyIfCached && (round > MaxRounds || _history.IsUnshared(request.Key)))
            {
                return await FetchAloneAsync(miss with { Reason = "bypass" }, cancellationToken);
            }

            // 4.
            var joined = onlyIfCached
                ? _coordinator.JoinIfUnderWay(request)
                : _coordinator.JoinOrStart(request, stored);
            if (joined.Flight is not { } flight)
            {
                return joined.Found is { } found ? _responses.Hit(found)
                    : onlyIfCached ? CacheResponseFactory.NotHere()
                    : _responses.Paused(miss, joined.Pause);
            }

            var outcome = await FollowAsync(flight, cancellationToken);
            if (joined.Started || outcome.Head is null)
            {
                return _responses.FromFlight(miss, flight, outcome, collapsed: !joined.Started);
            }

            // 5.
            if (!outcome.Selecting.Matches(request.Fields))
            {
                flight.Leave();
                continue;
            }

            // 6.
            if (!outcome.Shareable)
            {
                flight.Leave();
                return onlyIfCached ? CacheResponseFactory.NotHere() : await FetchAloneAsync(miss, cancellationToken);
            }

            return _responses.FromFlight(miss, flight, outcome, collapsed: true);
        }
    }

    private string ReasonToForward(CacheKey key, StoredResponse? stored) =>
        stored is not null ? "stale"
        : _store.Holds(key) ? "vary-miss"
        : "uri-miss";

    private async Task<CacheResponse> FetchAloneAsync(CacheMiss miss, CancellationToken cancellationToken)
    {
        var request = miss.Request;
        var permit = await QueueAsync(request.Key.Origin, cancellationToken);
        var stored = await _store.FindAsync(request.Key, request.Fields, cancellationToken) ?? miss.Stored;
        if (stored?.IsFresh(_clock.GetUtcNow()) == true)
        {
            permit.Dispose();
            return _responses.Hit(stored);
        }

        if (_history.PauseOrProbe(request.Key) is { } pause)
        {
            permit.Dispose();
            return _responses.Paused(miss, pause);
        }

        var flight = _coordinator.StartAlone(request, stored, permit);
        var outcome = await FollowAsync(flight, cancellationToken);
        return _responses.FromFlight(miss, flight, outcome, collapsed: false);
    }

    private async Task<OriginPermit> QueueAsync(string origin, CancellationToken cancellationToken)
    {
        _metrics.QueueEntered();
        try
        {
            return await _limiter.AcquireAsync(origin, cancellationToken);
        }
        finally
        {
            _metrics.QueueLeft();
        }
    }

    /// <summary>Waits for the header, and leaves the flight when the client does.</summary>
    private async Task<FlightOutcome> FollowAsync(Flight flight, CancellationToken cancellationToken)
    {
        _metrics.WaitBegan();
        try
        {
            return await flight.WaitForHeaderAsync(cancellationToken);
        }
        catch
        {
            flight.Leave();
            throw;
        }
        finally
        {
            _metrics.WaitEnded();
        }
    }

    /// <summary>Fetches a new version in the background, and follows it to its end.</summary>
    private async Task RevalidateAsync(CacheRequest request, StoredResponse stale)
    {
        if (_coordinator.JoinOrStart(request, stale) is not { Flight: { } flight } joined)
        {
            return;
        }

        try
        {
            var outcome = joined.Started ? await flight.WaitForHeaderAsync(CancellationToken.None) : null;
            if (outcome is { Storable: true, Refreshed: null })
            {
                await outcome.Body.DrainAsync();
            }
        }
        finally
        {
            flight.Leave();
        }
    }
}
