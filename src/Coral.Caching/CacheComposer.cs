using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Sources;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>Composes one cache: alone, or together with others. Used once.</summary>
public sealed class CacheComposer
{
    private readonly ICacheStore _store;
    private readonly IOriginFetcher _fetcher;
    private readonly CacheOptions _options;
    private readonly CacheMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly OriginConcurrencyLimiter _limiter;
    private readonly TransferBudget _budget;

    /// <summary>Takes what both compositions need.</summary>
    /// <param name="store">The store of complete responses.</param>
    /// <param name="fetcher">The way to the origins.</param>
    public CacheComposer(
        ICacheStore store,
        IOriginFetcher fetcher,
        CacheOptions options,
        CacheMetrics metrics,
        TimeProvider clock
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        _store = store;
        _fetcher = fetcher;
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _limiter = new OriginConcurrencyLimiter(options.UnsharedPerOrigin, options.MaxUnsharedPerOrigin, clock);
        _budget = new TransferBudget(options, clock);
    }

    /// <summary>The lifetime of responses that state none; by default that of any site by suffix.</summary>
    public Func<CacheKey, HeuristicPolicy> Heuristic { get; init; } = static _ => HeuristicPolicy.AnySite;

    /// <summary>The observers of all that happens, called after the instruments.</summary>
    public IReadOnlyList<ICacheEvents> Events { get; init; } = [];

    /// <summary>Composes a cache that fetches from origins only.</summary>
    public ContentCache Alone()
    {
        var events = new CompositeCacheEvents([_metrics, .. Events]);
        var history = new FetchHistory(_options, _clock, events);
        var origin = new OriginSource(_fetcher, events, digestsAll: false);
        var coordinator = Coordinate(new FlightSources(origin, origin), history, events);
        return Cache(history, coordinator, new NoPointers());
    }

    /// <summary>Composes a cache that looks for other nodes' copies first, and serves other nodes.</summary>
    /// <param name="config">The index, the peers and this node's contact.</param>
    public SharedCache Together(CooperationConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var events = new CompositeCacheEvents([_metrics, config.Metrics, .. Events]);
        var history = new FetchHistory(_options, _clock, events);
        var origin = new OriginSource(_fetcher, events, digestsAll: true);
        var network = new NetworkComposition(config, _store, _clock, events);
        var shared = network.CreateSource(_fetcher, history, Heuristic);
        var coordinator = Coordinate(new FlightSources(shared, origin), history, events);
        var peers = network.CreateService(_store, coordinator, history);
        return new SharedCache(Cache(history, coordinator, network.Pointers), peers);
    }

    private FetchCoordinator Coordinate(FlightSources sources, FetchHistory history, ICacheEvents events)
    {
        var clocks = new OriginClocks(_options.RememberedUrls);
        var classifier = new HeadClassifier(_store, history, Heuristic, clocks, _options, _clock);
        var transfer = new BodyTransfer(_store, history, _options);
        var runner = new FetchRunner(sources, classifier, transfer, _limiter, _clock, events);
        var requests = new SharedRequests(history.Vary, Heuristic);
        return new FetchCoordinator(_store, runner, history, requests, _budget, _clock);
    }

    private ContentCache Cache(FetchHistory history, FetchCoordinator coordinator, IPointerPublisher pointers)
    {
        var responses = new CacheResponseFactory(history, _options, _metrics, _clock);
        _metrics.ObserveTransfers(() => _budget.TakenBytes);
        var waits = new ClientWaits(_limiter, _metrics);
        var lone = new LoneFetcher(_store, history, coordinator, waits, responses, _clock);
        var misses = new MissFetcher(history, coordinator, lone, waits, responses);
        return new ContentCache(_store, coordinator, misses, responses, pointers, _clock);
    }
}
