using Coral.Dns.Configuration;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>Options of a node's DNS server.</summary>
public sealed record DnsSettings
{
    /// <summary>The addresses it listens on.</summary>
    public NodeDnsOptions Node { get; init; } = new();

    /// <summary>Options of its answers.</summary>
    public DnsOptions Dns { get; init; } = new();

    /// <summary>Options of its UDP listeners.</summary>
    public DnsUdpOptions Udp { get; init; } = new();

    /// <summary>Options of its TCP listeners.</summary>
    public DnsTcpOptions Tcp { get; init; } = new();
}
