using Coral.Dns.Configuration;
using Coral.Node.Options;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>All that is said of a node's DNS server.</summary>
public sealed record DnsSettings
{
    /// <summary>Where it listens.</summary>
    public NodeDnsOptions Node { get; init; } = new();

    /// <summary>What it answers.</summary>
    public DnsOptions Dns { get; init; } = new();

    /// <summary>Its datagrams.</summary>
    public DnsUdpOptions Udp { get; init; } = new();

    /// <summary>Its connections.</summary>
    public DnsTcpOptions Tcp { get; init; } = new();
}
