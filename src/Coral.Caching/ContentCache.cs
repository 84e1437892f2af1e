using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Sources;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>The cache of one node: the store, one fetch per object, and the origin last.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class ContentCache : IContentCache
{
    /// <summary>How often a request may find that what it followed varies on its fields; then it goes alone.</summary>
    private const int MaxRounds = 3;

    private readonly ICacheStore _store;
    private readonly FetchHistory _history;
    private readonly FetchCoordinator _coordinator;
    private readonly OriginGate _gate;
    private readonly AnswerFactory _answers;
    private readonly TransferBudget _budget;
    private readonly CacheMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly PointerKeeper? _pointers;

    /// <summary>Creates a cache over <paramref name="store"/>.</summary>
    /// <param name="store">Where complete responses are kept.</param>
    /// <param name="fetcher">The way to the origins.</param>
    /// <param name="options">Limits and times.</param>
    /// <param name="metrics">The instruments to count in.</param>
    /// <param name="clock">The time.</param>
    /// <param name="heuristic">The lifetime of responses that state none; by default that of any site by
    /// suffix.</param>
    /// <param name="cooperation">What it works together with others through; without it, it goes alone.</param>
    public ContentCache(
        ICacheStore store,
        IOriginFetcher fetcher,
        CacheOptions options,
        CacheMetrics metrics,
        TimeProvider clock,
        Func<CacheKey, HeuristicPolicy>? heuristic = null,
        CooperationTools? cooperation = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        _store = store;
        _metrics = metrics;
        _clock = clock;
        _history = new FetchHistory(options, clock);
        _gate = new OriginGate(options.UnsharedPerOrigin);
        _answers = new AnswerFactory(_history, options, metrics, clock);
        _budget = new TransferBudget(options, clock);
        var lifetime = heuristic ?? (static _ => HeuristicPolicy.AnySite);
        var judge = new HeaderJudge(store, _history, lifetime, clock);
        var transfer = new BodyTransfer(store, _history, options);
        FetchTools? together = null;
        if (cooperation is not null)
        {
            var reputation = new PeerReputation(cooperation.Options, clock);
            _pointers = new PointerKeeper(cooperation, store, clock);
            together = new FetchTools(cooperation, fetcher, reputation, _pointers, _history, metrics, lifetime, clock);
        }

        var peers = together is null ? null : new CooperativeFetcher(together);
        var runner = new FetchRunner(fetcher, judge, transfer, _gate, metrics, clock, peers);
        _coordinator = new FetchCoordinator(store, runner, _history, _budget, clock);
        if (together is not null)
        {
            var slots = new UploadSlots(together.Options, together.Metrics);
            Peers = new PeerService(together, store, _coordinator, slots);
        }

        metrics.ObserveTransfers(() => _budget.TakenBytes);
    }

    /// <summary>What this cache does for others; <see langword="null"/> when it goes alone.</summary>
    public IPeerService? Peers { get; }

    /// <summary>The share of <see cref="CacheOptions.TransferBytes"/> that is taken.</summary>
    public double TransfersUsed => _budget.Used;

    /// <summary>
    /// Takes back what this node has said in the index that it has: before it stops, while the index still runs.
    /// </summary>
    /// <remarks>Within <see cref="CooperationOptions.LeaveTime"/>; never throws for what the index does.</remarks>
    /// <param name="cancellationToken">Ends it early.</param>
    public Task LeaveAsync(CancellationToken cancellationToken) =>
        _pointers?.LeaveAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>
    /// The keys being fetched, and the memory that transfers hold, for tests: both are nothing at rest.
    /// </summary>
    internal (int Keys, long Bytes) UnderWay => (_coordinator.Count, _budget.TakenBytes);

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
            _pointers?.Used(key, stored);
        }

        _metrics.ServedHit();
        return stored;
    }

    /// <inheritdoc />
    /// <remarks>
    /// <list type="number">
    /// <item>Stored and fresh: served.</item>
    /// <item>Stale, but good enough while one request revalidates it: served, and revalidated behind the client's
    /// back.</item>
    /// <item>Known not to be shareable: fetched alone, through the origin's gate.</item>
    /// <item>On its way, or to be asked for: followed. The origin failed a moment ago: stale copy or failure, at
    /// once.</item>
    /// <item>The header shows that it answers another variant: from the start, now that what varies is known.</item>
    /// <item>The header shows that it is not for others: fetched alone, through the origin's gate.</item>
    /// </list>
    /// With <c>only-if-cached</c> nothing is asked for: what is neither stored nor on its way is a 504 (section
    /// 5.2.1.7).
    /// </remarks>
    public async Task<CacheAnswer> GetAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var onlyIfCached = CacheDirectives.Of(request.Fields).OnlyIfCached;
        for (var round = 1; ; round++)
        {
            // 1.
            var now = _clock.GetUtcNow();
            var stored = _store.Find(request.Key, request.Fields);
            if (stored?.IsFresh(now) == true)
            {
                return _answers.Hit(stored);
            }

            // 2.
            if (stored is not null && Staleness.MayServeWhileRevalidating(stored, now))
            {
                _ = RevalidateAsync(request with { IsHead = false }, stored);
                return _answers.Hit(stored);
            }

            // 3.
            var asked = new Asked(request, stored, ReasonToForward(request.Key, stored));
            if (!onlyIfCached && (round > MaxRounds || _history.IsUnshared(request.Key)))
            {
                return await FetchAloneAsync(asked with { Reason = "bypass" }, cancellationToken);
            }

            // 4.
            var boarding = onlyIfCached ? _coordinator.BoardIfUnderWay(request) : _coordinator.Board(request, stored);
            if (boarding.Flight is not { } flight)
            {
                return boarding.Found is { } found ? _answers.Hit(found)
                    : onlyIfCached ? AnswerFactory.NotHere()
                    : _answers.Paused(asked, boarding.Pause);
            }

            var outcome = await FollowAsync(flight, cancellationToken);
            if (boarding.Started || outcome.Response is not { } response)
            {
                return _answers.FromFlight(asked, flight, outcome, collapsed: !boarding.Started);
            }

            // 5.
            if (!response.Selecting.Matches(request.Fields))
            {
                flight.Leave();
                continue;
            }

            // 6.
            if (!outcome.Shareable)
            {
                flight.Leave();
                return onlyIfCached ? AnswerFactory.NotHere() : await FetchAloneAsync(asked, cancellationToken);
            }

            return _answers.FromFlight(asked, flight, outcome, collapsed: true);
        }
    }

    private string ReasonToForward(CacheKey key, StoredResponse? stored) =>
        stored is not null ? "stale"
        : _store.Holds(key) ? "vary-miss"
        : "uri-miss";

    private async Task<CacheAnswer> FetchAloneAsync(Asked asked, CancellationToken cancellationToken)
    {
        var request = asked.Request;
        var slot = await QueueAsync(request.Key.Origin, cancellationToken);
        var stored = _store.Find(request.Key, request.Fields) ?? asked.Stored;
        if (stored?.IsFresh(_clock.GetUtcNow()) == true)
        {
            slot.Dispose();
            return _answers.Hit(stored);
        }

        if (_history.PauseOrProbe(request.Key) is { } pause)
        {
            slot.Dispose();
            return _answers.Paused(asked, pause);
        }

        var flight = _coordinator.FlyAlone(request, stored, slot);
        var outcome = await FollowAsync(flight, cancellationToken);
        return _answers.FromFlight(asked, flight, outcome, collapsed: false);
    }

    private async Task<GateSlot> QueueAsync(string origin, CancellationToken cancellationToken)
    {
        _metrics.QueueEntered();
        try
        {
            return await _gate.EnterAsync(origin, cancellationToken);
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

    /// <summary>Asks for a new version on nobody's behalf, and stays with it until it has come.</summary>
    private async Task RevalidateAsync(CacheRequest request, StoredResponse stale)
    {
        if (_coordinator.Board(request, stale) is not { Flight: { } flight } boarding)
        {
            return;
        }

        try
        {
            var outcome = boarding.Started ? await flight.WaitForHeaderAsync(CancellationToken.None) : null;
            if (outcome is { Storable: true, Refreshed: false })
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
