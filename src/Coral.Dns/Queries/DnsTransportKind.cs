namespace Coral.Dns.Queries;

/// <summary>The transports of DNS messages.</summary>
public enum DnsTransportKind
{
    /// <summary>A datagram: the source address may be forged, and the response must be short.</summary>
    Udp,

    /// <summary>A connection: the source address is validated (RFC 7766).</summary>
    Tcp,
}
