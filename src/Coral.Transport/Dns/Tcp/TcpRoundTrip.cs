using System.Net.Sockets;

namespace Coral.Transport.Dns.Tcp;

/// <summary>The kernel's round trip of a connection, which the handshake measured already.</summary>
internal static class TcpRoundTrip
{
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const int RoundTripAt = 68; // tcpi_rtt, µs, smoothed
    private const int LeastAt = 148; // tcpi_min_rtt, µs, since Linux 4.6
    private const int InfoBytes = LeastAt + sizeof(uint);

    /// <summary>
    /// The minimum round trip, or the smoothed one; <see langword="null"/> where the system does not report it.
    /// </summary>
    public static TimeSpan? Read(Socket socket)
    {
        Span<byte> info = stackalloc byte[InfoBytes];
        try
        {
            var length = socket.GetRawSocketOption(TcpLevel, TcpInfo, info);
            return From(info[..length]);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Reads <c>struct tcp_info</c>, of which older systems have less.</summary>
    internal static TimeSpan? From(ReadOnlySpan<byte> info)
    {
        var least = Microseconds(info, LeastAt);
        var known = least is 0 or uint.MaxValue ? Microseconds(info, RoundTripAt) : least;
        return known == 0 ? null : TimeSpan.FromMicroseconds(known);
    }

    private static uint Microseconds(ReadOnlySpan<byte> info, int at) =>
        info.Length >= at + sizeof(uint) ? BitConverter.ToUInt32(info[at..]) : 0;
}
