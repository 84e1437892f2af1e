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
                new(
                    "--dns",
                    "Coral:Dns:Listen",
                    "A:P",
                    60,
                    "Answer DNS on this address and port (UDP and TCP); may be repeated"
                ),
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
                    "The zone of the hierarchy's name servers"
                ),
            ],
        };

    /// <summary>Sockets and buffers of the UDP listeners.</summary>
    public static OptionSection Udp { get; } = new(DnsUdpOptions.SectionName, typeof(DnsUdpOptions));

    /// <summary>Limits of the TCP listeners.</summary>
    public static OptionSection Tcp { get; } =
        new(DnsTcpOptions.SectionName, typeof(DnsTcpOptions))
        {
            Demands =
            [
                new(
                    Resource.Files,
                    "of DNS over TCP",
                    Least: 16,
                    settings => DnsPartConfig.Of(settings) is { } dns ? dns.Tcp.MaxConnections * Listeners(dns) : null,
                    (settings, most) =>
                        DnsPartConfig.Of(settings) is { } dns
                            ? settings.With(Bounded(dns.Tcp, Math.Max(1, (int)(most / Listeners(dns)))))
                            : settings
                ),
            ],
        };

    private static long Listeners(DnsPartConfig dns) => Math.Max(1, dns.Node.Listen.Count);

    private static DnsTcpOptions Bounded(DnsTcpOptions options, int most) =>
        options with
        {
            MaxConnections = most,
            MaxConnectionsPerAddress = Math.Min(options.MaxConnectionsPerAddress, Math.Max(1, most / 4)),
        };
}
