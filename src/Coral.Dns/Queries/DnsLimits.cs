namespace Coral.Dns.Queries;

/// <summary>Sizes that listeners and server agree on.</summary>
public static class DnsLimits
{
    /// <summary>Longest message: TCP's length field has 16 bits (RFC 1035, section 4.2.2).</summary>
    public const int MaxMessageBytes = 65_535;

    /// <summary>Longest answer in a datagram, whatever payload size the client announces (DNS Flag Day 2020).</summary>
    public const int MaxUdpResponseBytes = 1_232;

    /// <summary>Returned by a responder whose answer needs time.</summary>
    public const int NeedsTime = -1;
}
