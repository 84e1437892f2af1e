using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>All records of one type at one name (RFC 2181, section 5). Immutable.</summary>
/// <param name="type">The type of all records in the set.</param>
/// <param name="timeToLive">The time to live of all records, in whole seconds.</param>
/// <param name="data">The data of each record, with names uncompressed.</param>
public sealed class RecordSet(RecordType type, TimeSpan timeToLive, IEnumerable<byte[]> data)
{
    private readonly byte[][] _data = [.. data];

    /// <summary>The type of the records.</summary>
    public RecordType Type { get; } = type;

    /// <summary>Time to live in seconds.</summary>
    public uint Seconds { get; } = (uint)timeToLive.TotalSeconds;

    /// <summary>The data of each record.</summary>
    public ReadOnlySpan<byte[]> Data => _data;
}
