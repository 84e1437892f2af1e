using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Node.Events;
using Coral.Node.Hosting;

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
    /// <param name="options">The options of the store, and of fetches into it.</param>
    /// <param name="cooperation">The options of fetches from peers.</param>
    /// <param name="origins">The way to origins.</param>
    /// <param name="hosts">Hosts that the operator configures, with the lifetime of their responses.</param>
    public static CacheFactory Create(
        CacheOptions options,
        CooperationOptions cooperation,
        IOriginFetcher origins,
        OperatorHosts hosts,
        NodeHost host
    )
    {
        var meter = host.Meters.Create(new MeterOptions(CacheMetrics.MeterName));
        var store = new MemoryStore(options, (ulong)NodeRandom.Seeded(host.Tokens).NextInt64());
        var metrics = new CacheMetrics(meter);
        metrics.Observe(store);
        var composer = new CacheComposer(store, origins, options, metrics, host.Clock)
        {
            Heuristic = hosts.HeuristicFor,
            Events = [NodeEvents.OfCache(host.Loggers, host.Clock, host.Network.CacheEvents)],
        };
        return new CacheFactory(composer, cooperation, meter, host.Tokens);
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
}
