using Coral.Dns.Configuration;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

<<<<<<< HEAD
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
=======
/// <summary>The bound options of a node's DNS server.</summary>
public sealed record DnsSettings
{
    /// <summary>The endpoints that it listens on.</summary>
    public NodeDnsOptions Node { get; init; } = new();

    /// <summary>Zones, limits and redirection.</summary>
    public DnsOptions Dns { get; init; } = new();

    /// <summary>DNS over UDP.</summary>
    public DnsUdpOptions Udp { get; init; } = new();

    /// <summary>DNS over TCP.</summary>
>>>>>>> dc3275c (Log what happens in the DNS server under 1400 to 1410, at most once a minute where strangers can cause it)
    public DnsTcpOptions Tcp { get; init; } = new();
}
