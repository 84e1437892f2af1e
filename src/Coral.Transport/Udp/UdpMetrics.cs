using System.Diagnostics.Metrics;

namespace Coral.Transport.Udp;

/// <summary>The metrics of the index's socket.</summary>
public sealed class UdpMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Coral.Transport";

    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _lost;

    /// <summary>Creates the instruments.</summary>
    public UdpMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _sent = meter.CreateCounter<long>(
            "coral.transport.udp.sent",
            "By",
            "Bytes of datagrams handed to the network."
        );
        _received = meter.CreateCounter<long>("coral.transport.udp.received", "By", "Bytes of datagrams taken in.");
        _lost = meter.CreateCounter<long>(
            "coral.transport.udp.lost",
            "{datagram}",
            "Datagrams that this machine itself did not take, by reason: refused, too-long, unspeakable."
        );
    }

    internal void Sent(int bytes) => _sent.Add(bytes);

    internal void Received(int bytes) => _received.Add(bytes);

    /// <summary>
    /// Counts a datagram that the system did not send or receive: no route, buffer full, an ICMP error.
    /// </summary>
    internal void Refused() => Lost("refused");

    /// <summary>Counts a datagram longer than the reader's buffer.</summary>
    internal void TooLong() => Lost("too-long");

    /// <summary>Counts a datagram to an address family that the socket does not support.</summary>
    internal void UnsupportedFamily() => Lost("unspeakable");

    private void Lost(string reason) => _lost.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
