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
    private readonly Func<CacheKey, HeuristicPolicy> _heuristic;
    private readonly IReadOnlyList<ICacheEvents> _events;
    private readonly OriginConcurrencyLimiter _limiter;
    private readonly TransferBudget _budget;

    /// <summary>Takes what both compositions need.</summary>
    /// <param name="store">The store of complete responses.</param>
    /// <param name="fetcher">The way to the origins.</param>
    /// <param name="heuristic">The lifetime of responses that state none; by default that of any site by
    /// suffix.</param>
    /// <param name="events">The observers of all that happens, called after the instruments.</param>
    public CacheComposer(
        ICacheStore store,
        IOriginFetcher fetcher,
        CacheOptions options,
        CacheMetrics metrics,
        TimeProvider clock,
        Func<CacheKey, HeuristicPolicy>? heuristic = null,
        params IReadOnlyList<ICacheEvents> events
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        _store = store;
        _fetcher = fetcher;
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _heuristic = heuristic ?? (static _ => HeuristicPolicy.AnySite);
        _events = events;
        _limiter = new OriginConcurrencyLimiter(options.UnsharedPerOrigin);
        _budget = new TransferBudget(options, clock);
    }

    /// <summary>Composes a cache that fetches from origins only.</summary>
    public ContentCache Alone()
    {
        var events = new CompositeCacheEvents([_metrics, .. _events]);
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
        var events = new CompositeCacheEvents([_metrics, config.Metrics, .. _events]);
        var history = new FetchHistory(_options, _clock, events);
        var origin = new OriginSource(_fetcher, events, digestsAll: true);
        var network = new NetworkComposition(config, _store, _clock, events);
        var shared = network.CreateSource(_fetcher, origin, history, _heuristic);
        var coordinator = Coordinate(new FlightSources(shared, origin), history, events);
        var peers = network.CreateService(_store, coordinator, history);
        return new SharedCache(Cache(history, coordinator, network.Pointers), peers);
    }

    private FetchCoordinator Coordinate(FlightSources sources, FetchHistory history, ICacheEvents events)
    {
        var classifier = new HeadClassifier(_store, history, _heuristic, _clock);
        var transfer = new BodyTransfer(_store, history, _options);
        var runner = new FetchRunner(sources, classifier, transfer, _limiter, _clock, events);
        return new FetchCoordinator(_store, runner, history, _budget, _clock);
    }

    private ContentCache Cache(FetchHistory history, FetchCoordinator coordinator, IPointerPublisher pointers)
    {
        var responses = new CacheResponseFactory(history, _options, _metrics, _clock);
        _metrics.ObserveTransfers(() => _budget.TakenBytes);
        return new ContentCache(_store, history, coordinator, _limiter, responses, _budget, pointers, _metrics, _clock);
    }
}
