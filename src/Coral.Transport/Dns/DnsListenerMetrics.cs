using System.Diagnostics.Metrics;
using Coral.Transport.Udp;

namespace Coral.Transport.Dns;

/// <summary>The metrics of the DNS listeners.</summary>
public sealed class DnsListenerMetrics
{
    private static readonly KeyValuePair<string, object?> Udp = new("transport", "udp");
    private static readonly KeyValuePair<string, object?> Tcp = new("transport", "tcp");

    private readonly Counter<long> _queries;
    private readonly Counter<long> _answers;
    private readonly Counter<long> _dropped;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _closed;

    /// <summary>Creates the instruments.</summary>
    public DnsListenerMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(UdpMetrics.MeterName);
        _queries = meter.CreateCounter<long>(
            "coral.transport.dns.queries",
            "{query}",
            "Messages taken in, by transport: udp, tcp."
        );
        _answers = meter.CreateCounter<long>(
            "coral.transport.dns.answers",
            "{answer}",
            "Answers handed to the network, by transport: udp, tcp."
        );
        _dropped = meter.CreateCounter<long>(
            "coral.transport.dns.dropped",
            "{query}",
            "Messages that got no answer, by reason: empty, too-long, no-port, busy, refused, fault."
        );
        _connections = meter.CreateUpDownCounter<long>(
            "coral.transport.dns.connections",
            "{connection}",
            "TCP connections that are open."
        );
        _closed = meter.CreateCounter<long>(
            "coral.transport.dns.closed",
            "{connection}",
            "TCP connections that we closed, by reason: idle, limit, address-limit, length, fault, stop."
        );
    }

    internal void TakenByUdp(int count) => _queries.Add(count, Udp);

    internal void TakenByTcp() => _queries.Add(1, Tcp);

    internal void SentByUdp(int count) => _answers.Add(count, Udp);

    internal void SentByTcp(int count) => _answers.Add(count, Tcp);

    /// <summary>Counts an empty datagram.</summary>
    internal void Empty() => Dropped("empty");

    /// <summary>Counts a query longer than the limit.</summary>
    internal void TooLong() => Dropped("too-long");

    /// <summary>Counts a query from port 0, which cannot be answered.</summary>
    internal void NoPort() => Dropped("no-port");

    /// <summary>Counts a query that needs time, beyond the bound of such queries.</summary>
    internal void Busy() => Dropped("busy");

    /// <summary>Counts answers that the system refused: no route, buffer full.</summary>
    internal void Refused(int count) => _dropped.Add(count, new KeyValuePair<string, object?>("reason", "refused"));

    /// <summary>Counts an exception of the responder, which is a bug.</summary>
    internal void Fault() => Dropped("fault");

    internal void Opened() => _connections.Add(1);

    internal void Ended() => _connections.Add(-1);

    internal void Closed(string reason) => _closed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    private void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
