using System.Net;
using System.Net.Sockets;

namespace Coral.Transport.Udp;

/// <summary>The local address that the routes choose towards another machine. No packet is sent.</summary>
public static class OutboundAddress
{
    // Addresses for documentation (RFC 5737, RFC 3849), to which only the default route leads.
    private static readonly IPEndPoint[] Anywhere =
    [
        new(IPAddress.Parse("192.0.2.1"), 9),
        new(IPAddress.Parse("2001:db8::1"), 9),
    ];

    /// <summary>
    /// The address towards the first of <paramref name="others"/> that a route leads to, else that of the default
    /// route.
    /// </summary>
    /// <returns>The loopback address where no route leads anywhere.</returns>
    public static IPAddress Towards(IEnumerable<IPEndPoint> others)
    {
        foreach (var other in others.Concat(Anywhere))
        {
            if (TryFind(other) is { } found)
            {
                return found;
            }
        }

        return IPAddress.Loopback;
    }

    private static IPAddress? TryFind(IPEndPoint other)
    {
        try
        {
            using var socket = new Socket(other.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(other);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
