using Coral.Proxy.AccessLogging;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Pipeline;

/// <summary>
/// Tells metrics and access log of every request, and the log of those that failed by a fault of ours.
/// </summary>
internal sealed partial class RequestJournal(
    ProxyMetrics metrics,
    AccessLog? accessLog,
    TimeProvider clock,
    ILogger logger
)
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

    /// <summary>Logs a request that met a fault of ours.</summary>
    public void Failed(RequestContext context, Exception error) =>
        Log.RequestFailed(logger, context.Method, context.Host, context.RawTarget, error);

    private static partial class Log
    {
        [LoggerMessage(
            1552,
            LogLevel.Error,
            "Internal error while responding to {Method} {Host}{Target}.",
            EventName = nameof(RequestFailed)
        )]
        public static partial void RequestFailed(
            ILogger logger,
            string method,
            string host,
            string target,
            Exception error
        );
    }
}
