using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>
/// A name that exists in a zone, with the operator's records at it: perhaps none (RFC 8020). Immutable.
/// </summary>
public sealed class ZoneNode
{
    private readonly RecordSet[] _sets;

    /// <summary>Makes a node with these records.</summary>
    public ZoneNode(IEnumerable<RecordSet> sets)
    {
        _sets = [.. sets];
        Alias = Find(RecordType.CNAME);
        HasAddress = Find(RecordType.A) is not null || Find(RecordType.AAAA) is not null;
    }

    /// <summary>The CNAME at this name, which then has no other records.</summary>
    public RecordSet? Alias { get; }

    /// <summary>True if the operator gave this name addresses of its own.</summary>
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
