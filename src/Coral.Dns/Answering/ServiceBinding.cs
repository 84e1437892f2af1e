using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>
/// The HTTPS record of a name with a certificate: the same host, HTTP/2 and HTTP/1.1 over TLS (RFC 9460).
/// </summary>
internal static class ServiceBinding
{
    // Priority 1 (service mode), target “.” (the owner itself), alpn = h2,http/1.1.
    private static readonly byte[] Data = [0, 1, 0, 0, 1, 0, 12, 2, .. "h2"u8, 8, .. "http/1.1"u8];

    /// <summary>The set of the one HTTPS record.</summary>
    public static RecordSet Records { get; } = new(RecordType.HTTPS, TimeSpan.FromMinutes(5), [Data]);
}
