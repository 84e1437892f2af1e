using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>
/// The response to a query for ANY: a synthesised HINFO that names the reason (RFC 8482, section 4.2).
/// </summary>
internal static class MinimalAny
{
    private static readonly byte[] Data = [7, .. "RFC8482"u8, 0];

    /// <summary>The set of the one HINFO record.</summary>
    public static RecordSet Records { get; } = new(RecordType.HINFO, TimeSpan.FromHours(1), [Data]);
}
