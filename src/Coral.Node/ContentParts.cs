using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Sources;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Proxy.Origin;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>Puts together where content comes from: the way to origins, and the cache over a store.</summary>
internal static class ContentParts
{
    /// <summary>The client that asks origins.</summary>
    /// <param name="settings">Checked options.</param>
    /// <param name="hosts">Whose addresses are pinned.</param>
    /// <param name="own">Where the node itself listens.</param>
    /// <param name="networkId">What names our network to others.</param>
    /// <param name="tools">What it is made with.</param>
    public static OriginClient CreateOrigins(
        NodeSettings settings,
        NodeHosts hosts,
        OwnListeners own,
        string networkId,
        NodeTools tools
    )
    {
        var page = settings.Node.AdvertiseUrl?.AbsoluteUri ?? $"http://{settings.Node.Zones[0]}/";
        var dialer = new OriginDialer(
            settings.Origin,
            hosts.Pins,
            own,
            tools.Network.Resolver,
            tools.Network.Connector,
            new OriginTls(),
            tools.Clock
        );
        return new OriginClient(
            dialer,
            new OriginIdentity(ProductVersion.Text, page, networkId),
            settings.Origin,
            new OriginMetrics(tools.Meters),
            tools.Clock,
            tools.Loggers.CreateLogger<OriginClient>()
        );
    }

    /// <summary>The cache over a memory store.</summary>
    /// <param name="settings">Checked options.</param>
    /// <param name="hosts">Whose operator can state freshness.</param>
    /// <param name="origins">The way to origins.</param>
    /// <param name="cooperation">
    /// Makes what it works together with others through, given the meter; <see langword="null"/> for a cache alone.
    /// </param>
    /// <param name="tools">What it is made with.</param>
    public static ContentCache CreateCache(
        NodeSettings settings,
        NodeHosts hosts,
        OriginClient origins,
        Func<Meter, CooperationTools>? cooperation,
        NodeTools tools
    )
    {
        var meter = tools.Meters.Create(new MeterOptions(CacheMetrics.MeterName));
        var store = new MemoryStore(settings.Cache, (ulong)tools.DrawRandom().NextInt64());
        var metrics = new CacheMetrics(meter);
        metrics.Observe(store);
        return new ContentCache(
            store,
            origins,
            settings.Cache,
            metrics,
            tools.Clock,
            hosts.HeuristicFor,
            cooperation?.Invoke(meter)
        );
    }
}
