using System.Net;
using System.Net.Sockets;

namespace Coral.Transport.Dns.Udp;

/// <summary>The UDP sockets of a DNS listener, side by side at one address.</summary>
internal static class UdpServerSockets
{
    private const int SocketLevel = 1;
    private const int ReusePort = 15;
    private const int IPv4PathMtu = 10;
    private const int IPv6PathMtu = 23;
    private const int DoNotFragment = 3; // IP_PMTUDISC_PROBE

    /// <summary>Binds as many sockets to one address as the options say.</summary>
    /// <remarks>
    /// The first is bound exclusively, which fails where another process listens; then it shares the address with the
    /// others.
    /// </remarks>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static List<Socket> Bind(IPEndPoint endPoint, DnsUdpOptions options)
    {
        var sockets = new List<Socket>();
        try
        {
            while (sockets.Count < options.Sockets)
            {
                var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                sockets.Add(socket);
                Prepare(socket, endPoint.Address, options);
                if (sockets.Count == 1)
                {
                    socket.Bind(endPoint);
                    Set(socket, SocketLevel, ReusePort, 1);
                }
                else
                {
                    Set(socket, SocketLevel, ReusePort, 1);
                    socket.Bind(sockets[0].LocalEndPoint!);
                }
            }

            return sockets;
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private static void Prepare(Socket socket, IPAddress address, DnsUdpOptions options)
    {
        socket.ReceiveBufferSize = (int)options.ReceiveBufferBytes;
        socket.SendBufferSize = (int)options.SendBufferBytes;
        if (address.Equals(IPAddress.IPv6Any))
        {
            socket.DualMode = true;
        }

        if (PacketInfo.IsNeededFor(address))
        {
            PacketInfo.Enable(socket);
        }

        // No fragments: they can be forged, as can the messages that request them (RFC 9715). The system also need not
        // draw an identification for each datagram.
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            Set(socket, (int)SocketOptionLevel.IPv6, IPv6PathMtu, DoNotFragment);
        }

        if (socket.AddressFamily == AddressFamily.InterNetwork || socket.DualMode)
        {
            Set(socket, (int)SocketOptionLevel.IP, IPv4PathMtu, DoNotFragment);
        }
    }

    private static void Set(Socket socket, int level, int option, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(bytes, value);
        socket.SetRawSocketOption(level, option, bytes);
    }
}
