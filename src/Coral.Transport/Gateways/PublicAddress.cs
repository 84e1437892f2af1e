using System.Net;

namespace Coral.Transport.Gateways;

/// <summary>Which addresses mean the same to everybody.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"), // RFC 1918
        IPNetwork.Parse("100.64.0.0/10"), // carriers' NAT, RFC 6598
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), // link-local, RFC 3927
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("224.0.0.0/3"), // multicast and reserved
        IPNetwork.Parse("::/127"),
        IPNetwork.Parse("fc00::/7"), // unique local, RFC 4193
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether no list of private, local or special addresses has it.</summary>
    public static bool Is(IPAddress address) => !Array.Exists(Private, network => network.Contains(address));
}
