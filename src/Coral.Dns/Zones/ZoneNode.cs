using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>
/// A name that exists in a zone, with what the operator put there: perhaps nothing (RFC 8020). Immutable.
/// </summary>
public sealed class ZoneNode
{
    private readonly RecordSet[] _sets;

    /// <summary>Fixes what is at the name.</summary>
    public ZoneNode(IEnumerable<RecordSet> sets)
    {
        _sets = [.. sets];
        Alias = Find(RecordType.CNAME);
        HasAddress = Find(RecordType.A) is not null || Find(RecordType.AAAA) is not null;
    }

    /// <summary>A name that exists only because there are names below it.</summary>
    public static ZoneNode Empty { get; } = new([]);

    /// <summary>The CNAME at this name; then there is nothing else here.</summary>
    public RecordSet? Alias { get; }

    /// <summary>True when the operator gave this name addresses of its own.</summary>
    public bool HasAddress { get; }

    /// <summary>The records of a type.</summary>
    public RecordSet? Find(RecordType type)
    {
        foreach (var set in _sets)
        {
            if (set.Type == type)
            {
                return set;
            }
        }

        return null;
    }
}
