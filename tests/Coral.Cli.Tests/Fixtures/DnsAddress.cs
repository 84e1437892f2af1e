using System.Net;

namespace Coral.Cli.Tests.Fixtures;

/// <summary>Addresses of this machine's own where a server can have the DNS port to itself: 127.48.0.0/12.</summary>
internal static class DnsAddress
{
    private static int _last = Random.Shared.Next(1 << 20);

    /// <summary>The DNS port of an address that no other test uses.</summary>
    public static IPEndPoint Next()
    {
        var number = Interlocked.Increment(ref _last) & ((1 << 20) - 1);
        return new IPEndPoint(new IPAddress([127, (byte)(48 | (number >> 16)), (byte)(number >> 8), (byte)number]), 53);
    }
}
