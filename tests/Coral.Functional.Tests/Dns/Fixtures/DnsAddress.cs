using System.Net;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Addresses of this machine's own where servers can have the DNS port to themselves: 127.64.0.0/10.</summary>
internal static class DnsAddress
{
    private static int _last = Random.Shared.Next(1 << 22);

    /// <summary>An address that no other test uses.</summary>
    public static IPAddress Next()
    {
        var number = Interlocked.Increment(ref _last) & ((1 << 22) - 1);
        return new IPAddress([127, (byte)(64 | (number >> 16)), (byte)(number >> 8), (byte)number]);
    }
}
