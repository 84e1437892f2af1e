using System.ComponentModel.DataAnnotations;

namespace Coral.Transport.Dns.Tcp;

/// <summary>Options of DNS over TCP (RFC 7766).</summary>
public sealed record DnsTcpOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Dns:Tcp";

    /// <summary>Most connections at a time. One more closes the one that has been longest without a response.</summary>
    /// <value>1,000 by default.</value>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 1_000;

    /// <summary>Most connections at a time from one IPv4 address or IPv6 /64; those above are closed at once.</summary>
    /// <value>64 by default.</value>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 64;

    /// <summary>
    /// Longest time between two responses of a connection, and before the first: a client that sends nothing, or a
    /// query by single bytes, or does not read its responses, is disconnected.
    /// </summary>
    /// <value>10 s by default (RFC 7766, section 6.2.3: a few seconds).</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most queries of one connection whose answers need time; beyond it the connection is not read.</summary>
    /// <value>16 by default.</value>
    [Range(1, 1_024)]
    public int MaxPipelined { get; set; } = 16;

    /// <summary>Most queries of all connections whose answers need time; further ones wait.</summary>
    /// <value>256 by default, with up to 64 KB of memory each.</value>
    [Range(1, 65_536)]
    public int MaxPending { get; set; } = 256;
}
