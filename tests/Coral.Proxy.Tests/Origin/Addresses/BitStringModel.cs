using System.Net;

namespace Coral.Proxy.Tests.Origin.Addresses;

/// <summary>
/// The address rules once more, slow and on strings of bits, written from the registries and not from the code.
/// </summary>
internal static class BitStringModel
{
    private static readonly string[] Refused4 =
    [
        "00000000", // 0/8
        "00001010", // 10/8
        "0110010001", // 100.64/10
        "01111111", // 127/8
        "1010100111111110", // 169.254/16
        "101011000001", // 172.16/12
        "110000000000000000000000", // 192.0.0/24
        "110000000000000000000010", // 192.0.2/24
        "110000000101100001100011", // 192.88.99/24
        "1100000010101000", // 192.168/16
        "110001100001001", // 198.18/15
        "110001100011001101100100", // 198.51.100/24
        "110010110000000001110001", // 203.0.113/24
        "1110", // multicast
        "1111", // reserved, broadcast
    ];

    private static readonly string[] Refused6 =
    [
        Hex("2001") + "0000000", // 2001::/23, but for Teredo
        Hex("20010db8"),
        Hex("3fff") + "0000",
    ];

    public static bool Allows(IPAddress address)
    {
        var bits = string.Concat(address.GetAddressBytes().Select(octet => Convert.ToString(octet, 2).PadLeft(8, '0')));
        return bits.Length == 32 ? Allows4(bits) : Allows6(bits);
    }

    private static bool Allows4(string bits) => !Refused4.Any(bits.StartsWith);

    private static bool Allows6(string bits)
    {
        var last = bits[96..];
        if (
            bits.StartsWith(new string('0', 80) + new string('1', 16))
            || bits.StartsWith(Hex("0064ff9b0000000000000000"))
        )
        {
            return Allows4(last);
        }

        if (bits.StartsWith(Hex("20010000")))
        {
            return Allows4(bits[32..64]) && Allows4(string.Concat(last.Select(bit => bit == '0' ? '1' : '0')));
        }

        // Nothing outside 001… is given out as unicast: loopback, compatible, unique local and multicast fall here.
        if (!bits.StartsWith("001") || Refused6.Any(bits.StartsWith))
        {
            return false;
        }

        var relay = !bits.StartsWith(Hex("2002")) || Allows4(bits[16..48]);
        var isatap = bits[64..96] == Hex("00005efe") || bits[64..96] == Hex("02005efe");
        return relay && (!isatap || Allows4(last));
    }

    private static string Hex(string digits) =>
        string.Concat(digits.Select(digit => Convert.ToString(Convert.ToInt32($"{digit}", 16), 2).PadLeft(4, '0')));
}
