using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Events;
using Coral.Dns.Events;
using Coral.Index.Events;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Events;

/// <summary>The receivers of a node's events: metrics and log.</summary>
internal static class NodeEvents
{
    /// <summary>The receivers of what happens in the DNS server.</summary>
    /// <param name="clock">Keeps repeated warnings apart.</param>
    public static IDnsEvents OfDns(IMeterFactory meters, ILoggerFactory loggers, TimeProvider clock) =>
        new CompositeDnsEvents(
            new DnsMetrics(meters.Create(new MeterOptions(DnsMetrics.MeterName))),
            new DnsEventLog(loggers.CreateLogger("Coral.Dns"), clock)
        );

    /// <summary>The receivers of what happens in the cache, which counts by itself.</summary>
    /// <param name="clock">Spaces lines that come often.</param>
    /// <param name="other">Told after the log, if there is one.</param>
    public static ICacheEvents OfCache(ILoggerFactory loggers, TimeProvider clock, ICacheEvents? other)
    {
        var log = new CacheEventLog(loggers.CreateLogger<ContentCache>(), clock);
        return other is null ? log : new CompositeCacheEvents(log, other);
    }

    /// <summary>The receivers of what happens in the index.</summary>
    /// <param name="clock">Spaces lines that come often.</param>
    /// <param name="other">Told after metrics and log, if there is one.</param>
    public static IIndexEvents OfIndex(
        IMeterFactory meters,
        ILoggerFactory loggers,
        TimeProvider clock,
        IIndexEvents? other
    )
    {
        var metrics = new IndexMetrics(meters.Create(new MeterOptions(IndexMetrics.MeterName)));
        var log = new IndexEventLog(loggers.CreateLogger("Coral.Index"), clock);
        return other is null ? new CompositeIndexEvents(metrics, log) : new CompositeIndexEvents(metrics, log, other);
    }
}
