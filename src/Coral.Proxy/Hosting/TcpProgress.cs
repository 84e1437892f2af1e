using System.Net.Sockets;

namespace Coral.Proxy.Hosting;

/// <summary>The bytes that the other side of a connection has taken, as the kernel counts them.</summary>
/// <param name="Taken">Bytes that it has acknowledged.</param>
/// <param name="Owes">True if bytes wait for it, sent or not.</param>
internal readonly record struct TcpProgress(long Taken, bool Owes)
{
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const int NotSentLowWater = 25; // TCP_NOTSENT_LOWAT
    private const int UnackedAt = 24; // tcpi_unacked, segments
    private const int AckedAt = 120; // tcpi_bytes_acked, since Linux 4.1
    private const int NotSentAt = 144; // tcpi_notsent_bytes, since Linux 4.6
    private const int InfoBytes = NotSentAt + sizeof(uint);

    /// <summary>Bytes that wait in the kernel unsent, for each connection; those on their way come on top.</summary>
    public const int UnsentBytes = 128 * 1024;

    /// <summary>Reads the count.</summary>
    /// <returns><see langword="null"/> where the system does not tell, or the connection is over.</returns>
    public static TcpProgress? Read(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> info = stackalloc byte[InfoBytes];
        try
        {
            return socket.GetRawSocketOption(TcpLevel, TcpInfo, info) < InfoBytes ? null : From(info);
        }
        catch (Exception ex) when (ex is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Bounds what waits in the kernel for connections that a listening socket will accept.</summary>
    /// <remarks>
    /// Otherwise a client that reads nothing costs as much as the fastest: the kernel lets the buffer of each grow to
    /// megabytes. What is on its way to the client, for its speed, is not bounded by it.
    /// </remarks>
    public static void BoundUnsent(Socket listening)
    {
        if (OperatingSystem.IsLinux())
        {
            listening.SetRawSocketOption(TcpLevel, NotSentLowWater, BitConverter.GetBytes(UnsentBytes));
        }
    }

    /// <summary>Reads <c>struct tcp_info</c>.</summary>
    internal static TcpProgress From(ReadOnlySpan<byte> info) =>
        new(
            BitConverter.ToInt64(info[AckedAt..]),
            BitConverter.ToUInt32(info[UnackedAt..]) > 0 || BitConverter.ToUInt32(info[NotSentAt..]) > 0
        );
}
