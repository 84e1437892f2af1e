namespace Coral.Dns.Queries;

/// <summary>What carried a message.</summary>
public enum DnsTransportKind
{
    /// <summary>A datagram: the sender's address is not proved, and the answer must be short.</summary>
    Udp,

    /// <summary>A connection: the sender's address is proved (RFC 7766).</summary>
    Tcp,
}
