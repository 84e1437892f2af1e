using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Content;

/// <summary>Makes the cache of a node, alone or among others.</summary>
/// <param name="options">The store, and fetches into it.</param>
/// <param name="origins">The way to origins.</param>
/// <param name="hosts">Hosts that the operator configures: their responses may have a lifetime of their own.</param>
/// <param name="tokens">Draws the seeds of the store and of the search, and the ids of leases.</param>
/// <param name="events">Told of all that happens in the cache, after its instruments.</param>
internal sealed class CacheFactory(
    CacheOptions options,
    IOriginFetcher origins,
    OperatorHosts hosts,
    ITokenSource tokens,
    IMeterFactory meters,
    TimeProvider clock,
    ICacheEvents events
)
{
    private readonly Meter _meter = meters.Create(new MeterOptions(CacheMetrics.MeterName));

    /// <summary>Makes a cache that asks origins only.</summary>
    public ContentCache CreateAlone() => Composer().Alone();

    /// <summary>Makes a cache that works together with others.</summary>
    /// <param name="directory">The nodes of this node's clusters, of which one may relay.</param>
    /// <param name="network">The way to other proxies.</param>
    /// <param name="self">The node as others reach it.</param>
    /// <returns>The cache, and what it does for peers.</returns>
    public SharedCache CreateTogether(
        CooperationOptions cooperation,
        IContentIndex index,
        INodeDirectory directory,
        IPeerNetwork network,
        Func<NodeContact> self
    )
    {
        var composer = Composer();
        var random = NodeRandom.Seeded(tokens);
        var metrics = new CooperationMetrics(_meter);
        return composer.Together(
            new CooperationConfig(index, directory, network, self, tokens, random, cooperation, metrics)
        );
    }

    private CacheComposer Composer()
    {
        var store = new MemoryStore(options, (ulong)NodeRandom.Seeded(tokens).NextInt64());
        var metrics = new CacheMetrics(_meter);
        metrics.Observe(store);
        return new CacheComposer(store, origins, options, metrics, clock, hosts.HeuristicFor, events);
    }
}
