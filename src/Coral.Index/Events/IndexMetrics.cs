using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Index.Events;

/// <summary>The metrics of the index.</summary>
/// <param name="meter">The meter, named <c>Coral.Index</c>, which the caller owns.</param>
public sealed class IndexMetrics(Meter meter) : IIndexEvents
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Coral.Index";

    private static readonly InstrumentAdvice<int> HopBuckets = new()
    {
        HistogramBucketBoundaries = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24],
    };

    private readonly Counter<long> _requests = meter.CreateCounter<long>(
        "coral.index.requests",
        "{request}",
        "Requests sent, repeats included."
    );

    private readonly Counter<long> _answered = meter.CreateCounter<long>(
        "coral.index.answered",
        "{request}",
        "Requests of others that were answered."
    );

    private readonly Counter<long> _timeouts = meter.CreateCounter<long>(
        "coral.index.timeouts",
        "{call}",
        "Calls without a response to any try."
    );

    private readonly Counter<long> _dropped = meter.CreateCounter<long>(
        "coral.index.dropped",
        "{datagram}",
        "Datagrams dropped, by reason."
    );

    private readonly Counter<long> _undecided = meter.CreateCounter<long>(
        "coral.index.undecided",
        "{walk}",
        "Leases that could not be decided at level 0."
    );

    private readonly Histogram<double> _lookupDuration = meter.CreateHistogram<double>(
        "coral.index.lookup.duration",
        "s",
        "Time that gets, puts and get-or-puts took."
    );

    private readonly Histogram<int> _lookupHops = meter.CreateHistogram(
        "coral.index.lookup.hops",
        "{node}",
        "Other nodes that answered on the way of a get, a put or a get-or-put.",
        tags: null,
        HopBuckets
    );

    private readonly Histogram<double> _rpcDuration = meter.CreateHistogram<double>(
        "coral.index.rpc.duration",
        "s",
        "Time from a request to its response, repeats included."
    );

    /// <inheritdoc />
    public void LookupDone(LookupKind kind, LookupCost cost)
    {
        var operation = new KeyValuePair<string, object?>("operation", NameOf(kind));
        _lookupDuration.Record(cost.Elapsed.TotalSeconds, operation);
        _lookupHops.Record(cost.Hops, operation);
    }

    /// <inheritdoc />
    public void LeaseUndecided(Key key) => _undecided.Add(1);

    /// <inheritdoc />
    public void RequestSent(RpcType type) => _requests.Add(1);

    /// <inheritdoc />
    public void RequestAnswered(RpcType type) => _answered.Add(1);

    /// <inheritdoc />
    public void RpcDone(RpcType type, RpcOutcome outcome, TimeSpan duration)
    {
        if (outcome == RpcOutcome.TimedOut)
        {
            _timeouts.Add(1);
        }

        if (outcome == RpcOutcome.Answered)
        {
            _rpcDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("type", NameOf(type)));
        }
    }

    /// <inheritdoc />
    public void DatagramDropped(NodeAddress source, DatagramDropReason reason) =>
        _dropped.Add(1, new KeyValuePair<string, object?>("reason", NameOf(reason)));

    private static string NameOf(LookupKind kind) =>
        kind switch
        {
            LookupKind.Get => "get",
            LookupKind.Put => "put",
            _ => "get_or_put",
        };

    private static string NameOf(RpcType type) =>
        type switch
        {
            RpcType.Ping => "ping",
            RpcType.Find => "find",
            _ => "store",
        };

    private static string NameOf(DatagramDropReason reason) =>
        reason switch
        {
            DatagramDropReason.Seal => "seal",
            DatagramDropReason.Version => "version",
            DatagramDropReason.Malformed => "malformed",
            DatagramDropReason.Unasked => "unasked",
            DatagramDropReason.Stranger => "stranger",
            _ => "rate",
        };
}
