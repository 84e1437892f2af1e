namespace Coral.Dns.Queries;

/// <summary>How the round-trip time to a resolver became known.</summary>
public enum RoundTripSource
{
    /// <summary>It is not known.</summary>
    None,

    /// <summary>It is on this very machine.</summary>
    Loopback,

    /// <summary>From the gaps between the consecutive questions of one look-up (RFC 9156).</summary>
    Gap,

    /// <summary>From a TCP connection of its own.</summary>
    Tcp,

    /// <summary>From a probe.</summary>
    Probe,
}
