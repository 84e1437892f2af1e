using System.Net;
using Coral.Core.Identity;
using Coral.Dns;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Node.Hosting;

namespace Coral.Node.Dns;

/// <summary>Makes the DNS server of a running node, once the node's own addresses are known.</summary>
/// <param name="options">Options of its answers.</param>
/// <param name="zones">The names that are answered.</param>
/// <param name="network">The index, and the ways to measure resolvers.</param>
/// <param name="tokens">Draws the secret of the cookies.</param>
/// <param name="events">Told what happens in the server.</param>
internal sealed class DnsServerFactory(
    DnsOptions options,
    DnsZones zones,
    DnsNetwork network,
    ITokenSource tokens,
    TimeProvider clock,
    IDnsEvents events
)
{
    /// <summary>Makes it.</summary>
    /// <param name="addresses">The node's addresses as a name server.</param>
    /// <exception cref="NodeStartException">The zones cannot be made of what the options say.</exception>
    public DnsServer Create(IReadOnlyList<IPAddress> addresses)
    {
        try
        {
            var config = new DnsConfig(zones.Names, zones.DeclaredHosts, addresses, options);
            return new DnsServer(config, network, tokens, NodeRandom.Seeded(tokens), clock, events);
        }
        catch (FormatException ex)
        {
            throw new NodeStartException($"{DnsOptions.SectionName}: {ex.Message}", ex);
        }
    }
}
