using Coral.Core.Names;

namespace Coral.Node.Dns;

/// <summary>The names that a node's DNS server answers.</summary>
/// <param name="Names">The zones that clients use.</param>
/// <param name="DeclaredHosts">Hosts that the operator declares or pins: names for them are answered too.</param>
internal sealed record DnsZones(IReadOnlyList<string> Names, IReadOnlyList<string> DeclaredHosts)
{
    /// <summary>The names of the zones, and of the hosts that are served under their own names.</summary>
    public static DnsZones Of(IReadOnlyList<string> zones, IEnumerable<ServedHost> hosts) =>
        new(zones, [.. hosts.Select(host => host.Host)]);
}
