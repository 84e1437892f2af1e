using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Proxy.Origin;

namespace Coral.Node.Content;

/// <summary>Makes the cache of a node, alone or among others.</summary>
/// <param name="composer">The composer of either cache; used once.</param>
/// <param name="cooperation">The options of fetches from peers.</param>
/// <param name="tokens">Draws the seed of the search, and the ids of leases.</param>
internal sealed class CacheFactory(
    CacheComposer composer,
    CooperationOptions cooperation,
    Meter meter,
    ITokenSource tokens
)
{
    /// <summary>Makes the store, and the other components of a cache that the node chooses.</summary>
    /// <param name="settings">All options, checked; this part takes the records of its folder.</param>
    /// <param name="origins">The way to origins.</param>
    /// <param name="hosts">Hosts that the operator configures, with the lifetime of their responses.</param>
    /// <param name="tokens">Draws the seeds of the store and of the search, and the ids of leases.</param>
    /// <param name="events">Told of all that happens in the cache, after its instruments.</param>
    public static CacheFactory Create(
        NodeSettings settings,
        IOriginFetcher origins,
        OperatorHosts hosts,
        ITokenSource tokens,
        IMeterFactory meters,
        TimeProvider clock,
        ICacheEvents events
    )
    {
        var options = settings.Get<CacheOptions>();
        var meter = meters.Create(new MeterOptions(CacheMetrics.MeterName));
        var store = new MemoryStore(options, (ulong)NodeRandom.Seeded(tokens).NextInt64());
        var metrics = new CacheMetrics(meter);
        metrics.Observe(store);
        var composer = new CacheComposer(store, origins, options, metrics, clock)
        {
            Heuristic = hosts.HeuristicFor,
            Events = [events],
        };
        return new CacheFactory(composer, Cooperation(settings), meter, tokens);
    }

    /// <summary>Makes a cache that asks origins only.</summary>
    public ContentCache CreateAlone() => composer.Alone();

    /// <summary>Makes a cache that works together with others.</summary>
    /// <param name="directory">The nodes of this node's clusters, of which one may relay.</param>
    /// <param name="network">The way to other proxies.</param>
    /// <param name="self">The node as others reach it.</param>
    /// <returns>The cache, and what it does for peers.</returns>
    public SharedCache CreateTogether(
        IContentIndex index,
        INodeDirectory directory,
        IPeerNetwork network,
        Func<NodeContact> self
    )
    {
        var random = NodeRandom.Seeded(tokens);
        var metrics = new CooperationMetrics(meter);
        return composer.Together(
            new CooperationConfig(index, directory, network, self, tokens, random, cooperation, metrics)
        );
    }

    /// <summary>The options of fetches from peers, which take nothing larger than origins may send.</summary>
    private static CooperationOptions Cooperation(NodeSettings settings)
    {
        var options = settings.Get<CooperationOptions>();
        var largest = Math.Min(options.LargestObjectBytes, settings.Get<OriginOptions>().MaxObjectBytes);
        return options with { LargestObjectBytes = largest };
    }
}
