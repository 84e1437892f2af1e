using System.Net;

namespace Coral.Dns.Configuration;

/// <summary>The input that a DNS server is composed from. Immutable.</summary>
/// <param name="Zones">The zones that coralized names end in; the first is the main one.</param>
/// <param name="DeclaredHosts">Hosts of sites and pinned origins: served even where a rule forbids their names.</param>
/// <param name="Addresses">The addresses at which resolvers reach this server.</param>
/// <param name="Options">The options as bound and validated.</param>
public sealed record DnsConfig(
    IReadOnlyList<string> Zones,
    IReadOnlyList<string> DeclaredHosts,
    IReadOnlyList<IPAddress> Addresses,
    DnsOptions Options
);
