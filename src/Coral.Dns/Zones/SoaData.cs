using System.Buffers.Binary;
using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>The data of a zone's SOA record (RFC 1035, section 3.3.13).</summary>
internal static class SoaData
{
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Expire = TimeSpan.FromDays(7);

    /// <summary>Encodes the data. All times but the last are for secondaries, of which there are none.</summary>
    public static byte[] Of(DnsName primary, DnsName hostmaster, uint serial, TimeSpan negative)
    {
        Span<byte> numbers = stackalloc byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(numbers, serial);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[4..], (uint)Refresh.TotalSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[8..], (uint)Retry.TotalSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[12..], (uint)Expire.TotalSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[16..], (uint)negative.TotalSeconds);
        return [.. primary.Wire, .. hostmaster.Wire, .. numbers];
    }
}
