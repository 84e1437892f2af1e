using Coral.Dns.Configuration;
using Coral.Node.Configuration;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>The options of a node's DNS server.</summary>
internal sealed record DnsPartConfig
{
    /// <summary>The addresses it listens on.</summary>
    public required NodeDnsOptions Node { get; init; }

    /// <summary>Options of its answers.</summary>
    public required DnsOptions Dns { get; init; }

    /// <summary>Options of its UDP listeners.</summary>
    public required DnsUdpOptions Udp { get; init; }

    /// <summary>Options of its TCP listeners.</summary>
    public required DnsTcpOptions Tcp { get; init; }

    /// <summary>Takes them from all options; <see langword="null"/> for a node without a DNS server.</summary>
    public static DnsPartConfig? Of(NodeSettings settings) =>
        settings.Find<NodeDnsOptions>() is { } node
            ? new DnsPartConfig
            {
                Node = node,
                Dns = settings.Get<DnsOptions>(),
                Udp = settings.Get<DnsUdpOptions>(),
                Tcp = settings.Get<DnsTcpOptions>(),
            }
            : null;
}
