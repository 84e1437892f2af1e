using System.Net.Sockets;
using Coral.Transport.Interop;

namespace Coral.Transport.Gateways;

/// <summary>The error queue of a UDP socket, in which Linux keeps ICMP messages on request.</summary>
/// <remarks>No privilege is needed, since the messages concern the socket's own datagrams.</remarks>
internal static class ErrorQueue
{
    private const int ReceiveErrorsIPv4 = 11;
    private const int ReceiveErrorsIPv6 = 25;
    private const int Flags = SocketCalls.FromErrorQueue | SocketCalls.DoNotWait;
    private const int ControlBytes = 512;
    private const int NameBytes = 28;

    /// <summary>True if the system has the queue, in the layout that is read here.</summary>
    public static bool IsSupported => SocketCalls.AreSupported;

    /// <summary>Requests the queue.</summary>
    /// <exception cref="SocketException">The system does not have such a queue.</exception>
    public static void Enable(Socket socket)
    {
        ReadOnlySpan<byte> on = [1, 0, 0, 0];
        if (socket.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.IP, ReceiveErrorsIPv4, on);
        }
        else
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, ReceiveErrorsIPv6, on);
        }
    }

    /// <summary>Dequeues the next message.</summary>
    /// <param name="socket">The socket that owns the queue.</param>
    /// <param name="port">The port that the datagram was sent to.</param>
    /// <param name="report">The ICMP message about it; <see langword="null"/> for other errors.</param>
    /// <returns><see langword="false"/> when the queue is empty.</returns>
    public static unsafe bool TryTake(Socket socket, out int port, out IcmpReport? report)
    {
        var name = stackalloc byte[NameBytes];
        var control = stackalloc byte[ControlBytes];
        var data = stackalloc byte[1];
        var vector = new IoVector { Base = data, Length = 1 };
        var message = new SocketMessageHeader
        {
            Name = name,
            NameLength = NameBytes,
            Vectors = &vector,
            VectorCount = 1,
            Control = control,
            ControlLength = ControlBytes,
        };
        var (sent, got) = (0, SocketCalls.Receive((int)socket.SafeHandle.DangerousGetHandle(), &message, Flags));
        if (got >= 0)
        {
            sent = (name[2] << 8) | name[3];
        }

        port = sent;
        report =
            got >= 0 && IcmpReport.TryRead(new ReadOnlySpan<byte>(control, (int)message.ControlLength), out var read)
                ? read
                : null;
        return got >= 0;
    }
}
