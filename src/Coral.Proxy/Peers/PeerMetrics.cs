using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coral.Caching.Events;

namespace Coral.Proxy.Peers;

/// <summary>The counters of requests to peers and of responses to them.</summary>
public sealed class PeerMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Coral.Proxy";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _responses;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _untrusted;
    private readonly Counter<long> _dead;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly UpDownCounter<long> _connections;
    private readonly Histogram<double> _headerDuration;

    /// <summary>Creates the instruments.</summary>
    public PeerMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>(
            "coral.proxy.peer.questions",
            "{request}",
            "Requests to peers, by outcome."
        );
        _responses = meter.CreateCounter<long>(
            "coral.proxy.peer.answers",
            "{request}",
            "Answers to peers, by outcome."
        );
        _refused = meter.CreateCounter<long>(
            "coral.proxy.peer.refused",
            "{request}",
            "Requests on the peer port that were not answered, by reason."
        );
        _untrusted = meter.CreateCounter<long>(
            "coral.proxy.peer.untrusted",
            "{response}",
            "Answers of peers that were not taken, by reason."
        );
        _dead = meter.CreateCounter<long>(
            "coral.proxy.peer.dead",
            "{connection}",
            "Connections given up because nothing came, answers to pings included."
        );
        _received = meter.CreateCounter<long>("coral.proxy.peer.received", "By", "Bytes of bodies from peers.");
        _sent = meter.CreateCounter<long>("coral.proxy.peer.sent", "By", "Bytes of bodies sent to peers.");
        _connections = meter.CreateUpDownCounter<long>(
            "coral.proxy.peer.connections",
            "{connection}",
            "Connections to peers."
        );
        _headerDuration = meter.CreateHistogram<double>(
            "coral.proxy.peer.header.duration",
            "s",
            "Time from asking a peer to its header, a connection included where one had to be made."
        );
    }

    internal void Requested(PeerOutcome outcome, TimeSpan elapsed)
    {
        _requests.Add(1, new TagList { { "outcome", outcome.ToString() } });
        _headerDuration.Record(elapsed.TotalSeconds);
    }

    internal void Served(PeerOutcome outcome) => _responses.Add(1, new TagList { { "outcome", outcome.ToString() } });

    internal void Refused(PeerRefusal refusal) => _refused.Add(1, new TagList { { "reason", refusal.ToString() } });

    internal void Distrusted(string reason) => _untrusted.Add(1, new TagList { { "reason", reason } });

    internal void Died() => _dead.Add(1);

    internal void Received(long bytes) => _received.Add(bytes);

    internal void Sent(long bytes) => _sent.Add(bytes);

    internal void Opened() => _connections.Add(1);

    internal void Closed() => _connections.Add(-1);
}
