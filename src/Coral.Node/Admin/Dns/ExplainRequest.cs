using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Dns.Wire;
using Microsoft.AspNetCore.Http;

namespace Coral.Node.Admin.Dns;

/// <summary>A question of <c>/dns/explain</c>, read.</summary>
/// <param name="Name">The name asked for.</param>
/// <param name="Type">The record type: A or AAAA.</param>
/// <param name="Resolver">The address of the resolver.</param>
/// <param name="Network">The network that it would ask for.</param>
internal sealed record ExplainRequest(DnsName Name, RecordType Type, NodeAddress Resolver, IPNetwork? Network)
{
    private const int IPv4Family = 1;
    private const int IPv6Family = 2;

    /// <summary>The network as the option of RFC 7871 has it.</summary>
    public ClientSubnet? Subnet =>
        Network is { } network
            ? new ClientSubnet(
                network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
                    ? (ushort)IPv4Family
                    : (ushort)IPv6Family,
                (byte)network.PrefixLength,
                NodeAddress.From(network.BaseAddress, port: 0)
            )
            : null;

    /// <summary>Reads a question; says in a sentence what is wrong where it cannot be read.</summary>
    public static (ExplainRequest? Request, string? Problem) Read(IQueryCollection query)
    {
        var resolver = IPAddress.Loopback;
        IPNetwork network = default;
        string? subnet = query["subnet"];
        var type = query["type"].ToString().ToUpperInvariant() switch
        {
            "" or "A" => RecordType.A,
            "AAAA" => RecordType.AAAA,
            _ => RecordType.None,
        };
        if (DnsName.TryParse(query["name"]) is not { } name)
        {
            return (null, "name must be a domain name.");
        }

        if (query["resolver"] is [{ } text] && !IPAddress.TryParse(text, out resolver))
        {
            return (null, "resolver must be an IP address.");
        }

        if (subnet is not null && !IPNetwork.TryParse(subnet, out network))
        {
            return (null, "subnet must be a network such as 192.0.2.0/24.");
        }

        return type == RecordType.None
            ? (null, "type must be A or AAAA.")
            : (new ExplainRequest(name, type, NodeAddress.From(resolver!, 0), subnet is null ? null : network), null);
    }
}
