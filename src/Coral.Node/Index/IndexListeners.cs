using System.Diagnostics.Metrics;
using Coral.Index.Events;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>The listeners to the events of a node's index: its metrics, its log, and one from outside.</summary>
internal static class IndexListeners
{
    /// <summary>Makes them.</summary>
    /// <param name="meters">Makes the meter of the index.</param>
    /// <param name="loggers">Makes the log.</param>
    /// <param name="clock">Spaces warnings.</param>
    /// <param name="other">Told after metrics and log, if there is one.</param>
    public static CompositeIndexEvents Create(
        IMeterFactory meters,
        ILoggerFactory loggers,
        TimeProvider clock,
        IIndexEvents? other
    )
    {
        var metrics = new IndexMetrics(meters.Create(new MeterOptions(IndexMetrics.MeterName)));
        var log = new IndexEventLog(loggers.CreateLogger<IndexEventLog>(), clock);
        return other is null ? new CompositeIndexEvents(metrics, log) : new CompositeIndexEvents(metrics, log, other);
    }
}
