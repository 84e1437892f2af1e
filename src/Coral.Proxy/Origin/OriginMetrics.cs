using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>The instruments of requests to origins and of their responses.</summary>
public sealed class OriginMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Coral.Proxy";

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _brokenBodies;
    private readonly Counter<long> _received;
    private readonly Histogram<double> _connectDuration;
    private readonly Histogram<double> _headerDuration;

    /// <summary>Creates the instruments.</summary>
    public OriginMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(MeterName);
        _requests = _meter.CreateCounter<long>(
            "coral.proxy.origin.requests",
            "{request}",
            "Requests to origins, by outcome: a class of status codes, or the failure."
        );
        _brokenBodies = _meter.CreateCounter<long>(
            "coral.proxy.origin.broken_bodies",
            "{body}",
            "Bodies from origins that broke off, by reason."
        );
        _received = _meter.CreateCounter<long>("coral.proxy.origin.received", "By", "Bytes of bodies from origins.");
        _connectDuration = _meter.CreateHistogram<double>(
            "coral.proxy.origin.connect.duration",
            "s",
            "Time to resolve, connect and shake hands."
        );
        _headerDuration = _meter.CreateHistogram<double>(
            "coral.proxy.origin.header.duration",
            "s",
            "Time from asking to the whole response header, a connection included where one had to be made."
        );
    }

    /// <summary>Publishes how many requests wait for one of our connections.</summary>
    internal void Observe(OriginTurns turns) =>
        _meter.CreateObservableUpDownCounter(
            "coral.proxy.origin.waiting",
            () => turns.Waiting,
            "{request}",
            "Requests that wait for one of our own connections to origins."
        );

    internal void Responded(int status, TimeSpan elapsed)
    {
        _requests.Add(1, Outcome(ClassOf(status)));
        _headerDuration.Record(elapsed.TotalSeconds);
    }

    internal void Failed(FetchFailure failure) => _requests.Add(1, Outcome(failure.ToString()));

    internal void Connected(TimeSpan elapsed) => _connectDuration.Record(elapsed.TotalSeconds);

    internal void Received(int bytes) => _received.Add(bytes);

    internal void Broken(FetchFailure failure) => _brokenBodies.Add(1, Outcome(failure.ToString()));

    private static TagList Outcome(string outcome) => new() { { "outcome", outcome } };

    private static string ClassOf(int status) =>
        (status / 100) switch
        {
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
}
