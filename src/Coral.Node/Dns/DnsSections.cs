using Coral.Dns.Configuration;
using Coral.Node.Configuration;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>The sections of the DNS server and of its listeners.</summary>
internal static class DnsSections
{
    /// <summary>The addresses that the server listens on.</summary>
    public static OptionSection Node { get; } =
        new(NodeDnsOptions.SectionName, typeof(NodeDnsOptions))
        {
            Flags =
            [
                new("--dns", "Coral:Dns:Listen", "A:P", 60, "Where DNS is answered (UDP and TCP); may be repeated"),
            ],
        };

    /// <summary>Zones and rules of the answers.</summary>
    public static OptionSection Answers { get; } =
        new(DnsOptions.SectionName, typeof(DnsOptions))
        {
            Flags =
            [
                new(
                    "--infrastructure-zone",
                    "Coral:Dns:InfrastructureZone",
                    "ZONE",
                    50,
                    "The zone of the levels' name servers"
                ),
            ],
        };

    /// <summary>Sockets and buffers of the UDP listeners.</summary>
    public static OptionSection Udp { get; } = new(DnsUdpOptions.SectionName, typeof(DnsUdpOptions));

    /// <summary>Limits of the TCP listeners.</summary>
    public static OptionSection Tcp { get; } = new(DnsTcpOptions.SectionName, typeof(DnsTcpOptions));
}
