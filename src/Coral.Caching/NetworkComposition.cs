using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Sources;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>Composes the parts that a cache among others adds: finding peers, and serving them.</summary>
internal sealed class NetworkComposition
{
    private readonly CooperationConfig _config;
    private readonly TimeProvider _clock;
    private readonly ICacheEvents _events;
    private readonly PointerPublisher _pointers;
    private readonly PeerReputation _reputation;

    /// <summary>Composes the parts that both the requesting and the serving side use.</summary>
    /// <param name="config">The index, the peers and the options of the network.</param>
    /// <param name="store">The store that peers are served from.</param>
    /// <param name="clock">The clock for leases, pointers and the watching of peers.</param>
    /// <param name="events">The observers of lookups, peers and fetches.</param>
    public NetworkComposition(CooperationConfig config, ICacheStore store, TimeProvider clock, ICacheEvents events)
    {
        (_config, _clock, _events) = (config, clock, events);
        _reputation = new PeerReputation(config.Options, clock);
        _pointers = new PointerPublisher(config.Index, store, config.Self, config.Options, clock, events);
        config.Metrics.ObservePointers(() => _pointers.Count);
    }

    /// <summary>The pointers to what the store holds.</summary>
    public IPointerPublisher Pointers => _pointers;

    /// <summary>Composes the source of the flights that others can join.</summary>
    /// <param name="origin">The fetcher of responses from origins.</param>
    /// <param name="history">The <c>Vary</c>, the unshareable URLs and the failures of earlier fetches.</param>
    /// <param name="heuristic">The lifetime of responses that state none.</param>
    public IFlightSource CreateSource(
        IOriginFetcher origin,
        FetchHistory history,
        Func<CacheKey, HeuristicPolicy> heuristic
    )
    {
        var (options, self, network) = (_config.Options, _config.Self, _config.Network);

        // Peers: connections, requests, watches, exclusions.
        var random = new SynchronizedRandom(_config.Random);
        var cycles = new CycleDetector(network, self);
        var watcher = new PeerWatcher(cycles, _config.Index, self, _reputation, options, _clock);
        var validator = new PeerResponseValidator(heuristic, _clock);
        var requester = new PeerRequester(network, self, validator, watcher, _clock);
        var peers = new PeerExclusion(_reputation, _events);
        var connector = new HolderConnector(network, peers, options);
        var order = new HolderOrder(_reputation, random);

        // The steps of the search.
        var lookup = new LookupStep(_config.Index, self, _reputation, order, options, _events);
        var disputes = new DisputeCheck(connector, requester, peers, self, _clock);
        var requests = new SharedRequests(history.Vary, heuristic);
        var responses = new HolderResponses(order, disputes, peers, history, requests, _events);
        var searches = new SourceSearch(
            lookup,
            new HolderStep(connector, cycles, requester, responses, options),
            new HeadStep(connector, requester, responses, _events),
            new BackOffStep(random, options, _clock),
            new RelayStep(_config.Directory, requester, _reputation, peers, options, _events),
            new OriginStep(new OriginRequester(origin, _events, _clock), history.Vary, _clock, _events)
        );

        // Made for each flight.
        var draw = new LeaseFactory(_config.Tokens, self, options, _events);
        var leases = new FetchLeasesFactory(_config.Index, draw, _pointers, options, _clock, _events);
        var switches = new SourceSwitch(searches, watcher, peers, _events);
        var bodies = new FailoverBodies(switches, _clock);
        return new NetworkSource(searches, bodies, leases, origin, history);
    }

    /// <summary>Composes the serving side.</summary>
    /// <param name="store">The store that peers are served from.</param>
    /// <param name="coordinator">The fetches under way, which peers may follow.</param>
    /// <param name="history">The <c>Vary</c>, the unshareable URLs and the failures of earlier fetches.</param>
    public IPeerService CreateService(ICacheStore store, FetchCoordinator coordinator, FetchHistory history)
    {
        var slots = new UploadSlots(_config.Options, _events);
        var responses = new PeerResponses(history, _pointers, _clock, _events);
        var stores = new StoreUploads(slots, _pointers, responses, _clock);
        var flights = new FlightUploads(coordinator, slots, stores, responses, _config.Self);
        return new PeerService(store, history, stores, flights, responses, _clock);
    }
}
