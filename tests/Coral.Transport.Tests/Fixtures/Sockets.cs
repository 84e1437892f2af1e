using System.Net;
using Coral.Transport.Udp;

namespace Coral.Transport.Tests.Fixtures;

internal static class Sockets
{
    /// <summary>A transport at a free port of <paramref name="address"/>.</summary>
    public static UdpDatagramTransport Open(string address, string? advertised = null, TestMeters? meters = null) =>
        UdpDatagramTransport.Open(
            new IPEndPoint(IPAddress.Parse(address), 0),
            advertised is null ? null : IPAddress.Parse(advertised),
            new UdpTransportOptions(),
            new UdpMetrics(meters ?? new TestMeters())
        );
}
