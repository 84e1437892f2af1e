using System.Diagnostics.Metrics;
using Coral.Dns.Events;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Events;

/// <summary>The receivers of a node's events: metrics and log.</summary>
internal static class NodeEvents
{
    /// <summary>The receivers of what happens in the DNS server.</summary>
    public static IDnsEvents OfDns(IMeterFactory meters, ILoggerFactory loggers, TimeProvider clock) =>
        new CompositeDnsEvents(
            new DnsMetrics(meters.Create(new MeterOptions(DnsMetrics.MeterName))),
            new DnsEventLog(loggers.CreateLogger("Coral.Dns"), clock)
        );
}
