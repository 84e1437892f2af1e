using System.Net;
using System.Net.Sockets;

namespace Coral.Transport.Dns.Udp;

/// <summary>The local address that a query was sent to, so that its response comes from there (IP_PKTINFO).</summary>
/// <remarks>
/// A socket bound to all addresses would otherwise use the one that the routes suggest, and resolvers drop
/// responses from an address that they did not query. The system adds one control message, and takes it with a response
/// too:
/// <code>
///  0  cmsg_len (8), cmsg_level (4), cmsg_type (4)
/// 16  IPv4: the interface (4), our address (4), the datagram's destination (4)      struct in_pktinfo
///     IPv6: our address (16), mapped if it is an IPv4 one, the interface (4)        struct in6_pktinfo
/// </code>
/// </remarks>
internal static class PacketInfo
{
    private const int LevelAt = 8;
    private const int DataAt = 16;
    private const int IPv6InterfaceAt = DataAt + 16;

    /// <summary>True for a wildcard address, at which a socket has several addresses.</summary>
    public static bool IsNeededFor(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>Requests the control message with every datagram.</summary>
    public static void Enable(Socket socket) =>
        socket.SetSocketOption(
            socket.AddressFamily == AddressFamily.InterNetwork ? SocketOptionLevel.IP : SocketOptionLevel.IPv6,
            SocketOptionName.PacketInformation,
            optionValue: true
        );

    /// <summary>
    /// Clears the interface that the query came in by: routes decide the one that the response leaves by.
    /// </summary>
    public static void MakeSource(Span<byte> control)
    {
        if (control.Length < DataAt + 12)
        {
            return;
        }

        var isIPv4 = BitConverter.ToInt32(control[LevelAt..]) == 0;
        var at = isIPv4 ? DataAt : IPv6InterfaceAt;
        if (control.Length >= at + 4)
        {
            control.Slice(at, 4).Clear();
        }
    }
}
