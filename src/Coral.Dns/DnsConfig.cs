using Coral.Core.Network;

namespace Coral.Dns;

/// <summary>What a DNS server is made of, beside its options. Immutable.</summary>
/// <param name="Zones">The zones that clients use, the first one first.</param>
/// <param name="DeclaredHosts">Hosts of sites and pinned origins: served though a rule would forbid it.</param>
/// <param name="Self">Where this server is reached by resolvers.</param>
/// <param name="Options">The rest.</param>
public sealed record DnsConfig(
    IReadOnlyList<string> Zones,
    IReadOnlyList<string> DeclaredHosts,
    NodeAddress Self,
    DnsOptions Options
);
