using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>The name servers of a level zone, as one cluster has them. Immutable.</summary>
/// <param name="Names">The NS records of the zone.</param>
/// <param name="Glue">
/// The addresses of the servers, whose names lie inside the zone; they live as long as the NS records.
/// </param>
/// <param name="Primaries">Addresses of primaries that are not among them: other servers may name those.</param>
internal sealed record LevelServers(
    RecordSet Names,
    IReadOnlyList<GlueRecord> Glue,
    IReadOnlyList<GlueRecord> Primaries
)
{
    /// <summary>The address records of a server's name, where it is known.</summary>
    public RecordSet? Find(ReadOnlySpan<byte> name, RecordType type) =>
        Find(Glue, name, type) ?? Find(Primaries, name, type);

    /// <summary>Time to live of a server's address in seconds; <see langword="null"/> for an unknown name.</summary>
    public uint? SecondsOf(ReadOnlySpan<byte> name) =>
        (Find(name, RecordType.A) ?? Find(name, RecordType.AAAA))?.Seconds;

    private static RecordSet? Find(IReadOnlyList<GlueRecord> servers, ReadOnlySpan<byte> name, RecordType type)
    {
        for (var i = 0; i < servers.Count; i++)
        {
            if (servers[i].Addresses.Type == type && name.SequenceEqual(servers[i].Name.Wire))
            {
                return servers[i].Addresses;
            }
        }

        return null;
    }
}
