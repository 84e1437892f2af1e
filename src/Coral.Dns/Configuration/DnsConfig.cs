using System.Net;

namespace Coral.Dns.Configuration;

/// <summary>What a DNS server is made of, beside its options. Immutable.</summary>
/// <param name="Zones">The zones that clients use, the first one first.</param>
/// <param name="DeclaredHosts">Hosts of sites and pinned origins: served though a rule would forbid it.</param>
/// <param name="Addresses">Where resolvers reach this server.</param>
/// <param name="Options">The rest.</param>
public sealed record DnsConfig(
    IReadOnlyList<string> Zones,
    IReadOnlyList<string> DeclaredHosts,
    IReadOnlyList<IPAddress> Addresses,
    DnsOptions Options
);
