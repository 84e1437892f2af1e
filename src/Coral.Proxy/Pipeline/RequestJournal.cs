using Coral.Proxy.AccessLogging;

namespace Coral.Proxy.Pipeline;

/// <summary>Tells metrics and access log of every request.</summary>
internal sealed class RequestJournal(ProxyMetrics metrics, AccessLog? accessLog, TimeProvider clock)
{
    /// <summary>Counts a request whose header has arrived.</summary>
    public void Begin() => metrics.RequestStarted();

    /// <summary>Records a request whose response is complete, or will never be.</summary>
    public void End(RequestContext context)
    {
        var elapsed = clock.GetElapsedTime(context.StartedAt);
        metrics.RequestEnded(context, elapsed);
        accessLog?.Write(
            new AccessLogEntry(
                context.Now,
                context.Client,
                context.Method,
                context.Host,
                context.RawTarget,
                context.FinalStatus,
                context.BodyBytes,
                elapsed,
                context.CacheStatus
            )
        );
    }
}
