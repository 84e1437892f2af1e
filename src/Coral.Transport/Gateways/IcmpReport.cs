using System.Net;

namespace Coral.Transport.Gateways;

/// <summary>
/// The kernel's report of an ICMP message that one of our datagrams caused (<c>struct sock_extended_err</c>).
/// </summary>
/// <param name="Type">The type field of the ICMP message.</param>
/// <param name="Code">The code field of the ICMP message.</param>
/// <param name="Reporter">The sender of the ICMP message.</param>
/// <remarks>
/// A control message of <c>recvmsg</c> with <c>MSG_ERRQUEUE</c> on a 64-bit system, in its own byte order:
/// <code>
///  0  cmsg_len (8)    4 + 4 + 8 + what follows
///  8  cmsg_level (4)  0 IPPROTO_IP            41 IPPROTO_IPV6
/// 12  cmsg_type (4)  11 IP_RECVERR            25 IPV6_RECVERR
/// 16  ee_errno (4), ee_origin (1), ee_type (1), ee_code (1), ee_pad (1), ee_info (4), ee_data (4)
/// 32  the reporter: sockaddr_in or sockaddr_in6
/// </code>
/// Messages begin at multiples of 8.
/// </remarks>
public readonly record struct IcmpReport(byte Type, byte Code, IPAddress Reporter)
{
    private const int HeadBytes = 16;
    private const int ErrorBytes = 16;
    private const int AddressAt = HeadBytes + ErrorBytes;
    private const byte FromIcmp = 2;
    private const byte FromIcmpV6 = 3;
    private const ushort IPv4Family = 2;
    private const ushort IPv6Family = 10;

    /// <summary>True if the datagram's hop limit ended at the reporter, which is a router on the path.</summary>
    public bool IsTimeExceeded =>
        Reporter.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? Type == 11 : Type == 3;

    /// <summary>Finds the report among the control messages of one datagram.</summary>
    /// <returns><see langword="false"/> when there is none, or the bytes are something else.</returns>
    public static bool TryRead(ReadOnlySpan<byte> control, out IcmpReport report)
    {
        report = default;
        while (control.Length >= HeadBytes)
        {
            var length = BitConverter.ToUInt64(control);
            if (length < HeadBytes || length > (ulong)control.Length)
            {
                return false;
            }

            var (level, type) = (BitConverter.ToInt32(control[8..]), BitConverter.ToInt32(control[12..]));
            if ((level, type) is (0, 11) or (41, 25))
            {
                return TryReadError(control[..(int)length], out report);
            }

            var next = (length + 7) & ~7UL;
            control = next < (ulong)control.Length ? control[(int)next..] : default;
        }

        return false;
    }

    private static bool TryReadError(ReadOnlySpan<byte> message, out IcmpReport report)
    {
        report = default;
        if (message.Length < AddressAt + 8)
        {
            return false;
        }

        var (origin, type, code) = (message[HeadBytes + 4], message[HeadBytes + 5], message[HeadBytes + 6]);
        var address = message[AddressAt..];
        var family = BitConverter.ToUInt16(address);
        if (origin == FromIcmp && family == IPv4Family)
        {
            report = new IcmpReport(type, code, new IPAddress(address.Slice(4, 4)));
            return true;
        }

        if (origin == FromIcmpV6 && family == IPv6Family && address.Length >= 24)
        {
            report = new IcmpReport(type, code, new IPAddress(address.Slice(8, 16)));
            return true;
        }

        return false;
    }
}
