using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>A zone under construction: collects records and enforces the rules of a zone.</summary>
internal sealed class ZoneContents(DnsName apex)
{
    private readonly Dictionary<DnsName, Dictionary<RecordType, Collected>> _names = new(DnsNameComparer.Instance)
    {
        [apex] = [],
    };

    public DnsName Apex { get; } = apex;

    /// <summary>Adds a record; a duplicate changes nothing. Of several times to live the first counts.</summary>
    /// <exception cref="FormatException">The zone's rules forbid it.</exception>
    public void Add(DnsName owner, RecordType type, TimeSpan timeToLive, byte[] data)
    {
        if (!_names.TryGetValue(owner, out var sets))
        {
            AddName(owner);
            sets = _names[owner];
        }

        if ((type == RecordType.CNAME ? sets.Count > 0 : sets.ContainsKey(RecordType.CNAME)))
        {
            throw new FormatException($"{owner} has a CNAME, and can have nothing else (RFC 1034, section 3.6.2).");
        }

        if (!sets.TryGetValue(type, out var set))
        {
            sets[type] = set = new Collected(timeToLive, []);
        }

        if (!set.Data.Exists(known => known.AsSpan().SequenceEqual(data)))
        {
            set.Data.Add(data);
        }
    }

    /// <summary>Adds a name, and all names between it and the apex (RFC 8020).</summary>
    public void AddName(DnsName name)
    {
        for (var at = name; !_names.ContainsKey(at); at = at.Parent()!)
        {
            _names[at] = [];
        }
    }

    /// <summary>The finished nodes, by name.</summary>
    public Dictionary<DnsName, ZoneNode> Nodes() =>
        _names.ToDictionary(
            name => name.Key,
            name => new ZoneNode(
                name.Value.Select(set => new RecordSet(set.Key, set.Value.TimeToLive, set.Value.Data))
            ),
            DnsNameComparer.Instance
        );

    /// <summary>All records in a canonical order: the same contents give the same bytes.</summary>
    public IEnumerable<(DnsName Owner, RecordType Type, byte[] Data)> Records() =>
        _names
            .OrderBy(name => name.Key.ToString(), StringComparer.Ordinal)
            .SelectMany(name =>
                name.Value.OrderBy(set => set.Key)
                    .SelectMany(set => set.Value.Data.Select(data => (name.Key, set.Key, data)))
            );

    private sealed record Collected(TimeSpan TimeToLive, List<byte[]> Data);
}
