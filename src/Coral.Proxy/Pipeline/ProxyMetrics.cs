using System.Diagnostics.Metrics;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Hosting;

namespace Coral.Proxy.Pipeline;

/// <summary>Instruments of the proxy. They cost next to nothing without a listener.</summary>
/// <remarks>
/// Tags: <c>status</c> is <c>2xx</c> to <c>5xx</c>; <c>cache</c> is <c>hit</c>, <c>collapsed</c> (joined a fetch under
/// way), <c>miss</c>, or <c>none</c> for pages of our own; <c>end</c> is <c>complete</c>, <c>left</c> when the client
/// went first, <c>broken</c> when the body broke off.
/// </remarks>
public sealed class ProxyMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Coral.Proxy";

    private static readonly object[] StatusClasses = ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx"];

    private readonly Meter _meter;
    private readonly Counter<long> _responses;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _active;

    /// <summary>Creates the instruments.</summary>
    public ProxyMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(MeterName);
        _responses = _meter.CreateCounter<long>("coral.proxy.responses", "{response}", "Responses to clients.");
        _bytes = _meter.CreateCounter<long>("coral.proxy.response.bytes", "By", "Bytes of bodies sent to clients.");
        _duration = _meter.CreateHistogram<double>(
            "coral.proxy.request.duration",
            "s",
            "From a request's header to the end of its answer."
        );
        _active = _meter.CreateUpDownCounter<long>(
            "coral.proxy.requests.active",
            "{request}",
            "Requests being answered."
        );
    }

    /// <summary>Counts what <paramref name="log"/> drops.</summary>
    internal void Observe(AccessLog log) =>
        _meter.CreateObservableCounter(
            "coral.proxy.access_log.dropped",
            () => log.Dropped,
            "{line}",
            "Lines that the access log never wrote."
        );

    /// <summary>Publishes how many connections there are, and how many were not wanted.</summary>
    internal void Observe(ConnectionTable connections)
    {
        _meter.CreateObservableUpDownCounter(
            "coral.proxy.connections",
            () => connections.Open,
            "{connection}",
            "Connections of clients that are open."
        );
        _meter.CreateObservableCounter(
            "coral.proxy.connections.closed",
            () =>
                connections.Counts.All.Select(closed => new Measurement<long>(
                    closed.Count,
                    new KeyValuePair<string, object?>("reason", closed.Reason)
                )),
            "{connection}",
            "Connections of clients that this node refused or ended, by reason."
        );
    }

    internal void RequestStarted() => _active.Add(1);

    internal void RequestEnded(RequestContext context, TimeSpan elapsed)
    {
        _active.Add(-1);
        var cache = new KeyValuePair<string, object?>("cache", context.Outcome);
        if (_responses.Enabled)
        {
            _responses.Add(
                1,
                new("status", StatusClasses[Math.Clamp(context.FinalStatus / 100, 0, 5)]),
                cache,
                new(
                    "end",
                    context.Broken ? "broken"
                        : context.ClientLeft ? "left"
                        : "complete"
                )
            );
        }

        _bytes.Add(context.BodyBytes, cache);
        _duration.Record(elapsed.TotalSeconds, cache);
    }
}
