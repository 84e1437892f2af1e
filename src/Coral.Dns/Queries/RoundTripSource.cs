namespace Coral.Dns.Queries;

/// <summary>The ways in which the round trip to a resolver becomes known.</summary>
public enum RoundTripSource
{
    /// <summary>Unknown.</summary>
    None,

    /// <summary>A resolver on this machine.</summary>
    Loopback,

    /// <summary>The gap between consecutive queries of one lookup (RFC 9156).</summary>
    Gap,

    /// <summary>A TCP connection of the resolver.</summary>
    Tcp,

    /// <summary>A probe.</summary>
    Probe,
}
