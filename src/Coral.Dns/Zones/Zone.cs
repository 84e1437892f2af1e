using System.Buffers.Binary;
using Coral.Core.Index;
using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>One zone with all records that do not depend on the client. Immutable; safe from any thread.</summary>
public sealed class Zone
{
    private readonly Dictionary<DnsName, ZoneNode>.AlternateLookup<ReadOnlySpan<byte>> _nodes;
    private readonly bool _hasCuts;

    /// <summary>Makes a zone of its nodes.</summary>
    /// <param name="apex">The domain name of the zone.</param>
    /// <param name="nodes">Every name that exists in the zone, empty ones and the apex included.</param>
    public Zone(DnsName apex, Dictionary<DnsName, ZoneNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(apex);
        ArgumentNullException.ThrowIfNull(nodes);
        Apex = apex;
        _nodes = nodes.GetAlternateLookup<ReadOnlySpan<byte>>();
        _hasCuts = nodes.Any(node => !node.Key.Equals(apex) && node.Value.Find(RecordType.NS) is not null);
        Soa = nodes[apex].Find(RecordType.SOA) ?? throw new ArgumentException($"{apex} has no SOA.", nameof(nodes));
        NegativeSeconds = Math.Min(Soa.Seconds, BinaryPrimitives.ReadUInt32BigEndian(Soa.Data[0].AsSpan(^4..)));
        Redirection = nodes[apex].Find(RecordType.DNAME);
    }

    /// <summary>The name of the zone.</summary>
    public DnsName Apex { get; }

    /// <summary>The start of authority (RFC 1035, section 3.3.13).</summary>
    public RecordSet Soa { get; }

    /// <summary>Time to live of negative answers in seconds (RFC 2308, section 5).</summary>
    public uint NegativeSeconds { get; }

    /// <summary>
    /// The DNAME at the apex, which redirects everything below it (RFC 6672); <see langword="null"/> for none.
    /// </summary>
    public RecordSet? Redirection { get; }

    /// <summary>The name that coralized names lie below; <see langword="null"/> where a DNAME redirects them.</summary>
    public DnsName? CoralRoot { get; init; }

    /// <summary>True if the apex itself leads to proxies, for the landing page.</summary>
    public bool ServesApex { get; init; }

    /// <summary>
    /// The level of the clusters that the name servers belong to; <see langword="null"/> outside the hierarchy.
    /// </summary>
    public ClusterLevel? Level { get; init; }

    /// <summary>The node at a name; <see langword="null"/> where there is none, coralized names aside.</summary>
    public ZoneNode? Find(ReadOnlySpan<byte> name) => _nodes.TryGetValue(name, out var node) ? node : null;

    /// <summary>The highest delegation at or above a name, the apex not counted (RFC 1034, section 4.2.1).</summary>
    /// <param name="name">A name at or below the apex.</param>
    /// <param name="cut">The name at which the delegation lies.</param>
    public RecordSet? FindCut(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> cut)
    {
        cut = default;
        RecordSet? servers = null;
        for (var at = name; _hasCuts && at.Length > Apex.Length; at = WireName.Parent(at))
        {
            if (Find(at)?.Find(RecordType.NS) is { } found)
            {
                cut = at;
                servers = found;
            }
        }

        return servers;
    }
}
