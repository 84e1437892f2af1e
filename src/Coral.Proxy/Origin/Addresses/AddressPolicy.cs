using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Origin.Addresses;

/// <summary>
/// The addresses that a public proxy may connect to: public unicast addresses, none that leads elsewhere.
/// </summary>
/// <remarks>
/// To be asked about the very address that is connected to, after resolution: a name can resolve to anything. An IPv6
/// address that carries an IPv4 address is judged by that one too, since a tunnel or translator takes it there.
/// Translators with a prefix of their own network (RFC 6052, section 2.2) cannot be told from other addresses.
/// </remarks>
public static class AddressPolicy
{
    private static readonly AddressRange Mapped = AddressRange.Of("::ffff:0:0/96", AddressBlock.None);
    private static readonly AddressRange Compatible = AddressRange.Of("::/96", AddressBlock.None);
    private static readonly AddressRange SixToFour = AddressRange.Of("2002::/16", AddressBlock.None);
    private static readonly AddressRange Nat64 = AddressRange.Of("64:ff9b::/96", AddressBlock.None);
    private static readonly AddressRange Teredo = AddressRange.Of("2001::/32", AddressBlock.None);

    /// <summary>Classifies an address. Scope identifiers do not matter.</summary>
    public static AddressOutcome Classify(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out var length);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? Inside(octets[..length], AddressEmbedding.None)
            : ClassifyIPv6(octets);
    }

    private static AddressOutcome ClassifyIPv6(ReadOnlySpan<byte> octets)
    {
        var number = AddressRange.Number(octets);
        if (Teredo.Contains(number))
        {
            var server = Inside(octets.Slice(4, 4), AddressEmbedding.TeredoServer);
            return server.IsAllowed ? Inside(Inverted(octets[12..]), AddressEmbedding.TeredoClient) : server;
        }

        var outcome = ClassifyPrefix(octets, number);
        return outcome.IsAllowed && IsIsatap(octets) ? Inside(octets[12..], AddressEmbedding.Isatap) : outcome;
    }

    private static AddressOutcome ClassifyPrefix(ReadOnlySpan<byte> octets, UInt128 number)
    {
        if (Mapped.Contains(number))
        {
            return Inside(octets[12..], AddressEmbedding.Mapped);
        }

        if (Nat64.Contains(number))
        {
            return Inside(octets[12..], AddressEmbedding.Nat64);
        }

        if (SixToFour.Contains(number))
        {
            return Inside(octets.Slice(2, 4), AddressEmbedding.SixToFour);
        }

        // No host has such an address any more, so a public one inside does not make it a public one.
        if (Compatible.Contains(number) && number > 1)
        {
            var inside = Inside(octets[12..], AddressEmbedding.Compatible);
            return inside.IsAllowed ? new AddressOutcome(AddressBlock.Reserved, AddressEmbedding.None) : inside;
        }

        return new AddressOutcome(BlockOf(number, AddressTable.IPv6, AddressBlock.Reserved), AddressEmbedding.None);
    }

    private static AddressOutcome Inside(ReadOnlySpan<byte> octets, AddressEmbedding embedding)
    {
        var block = BlockOf(AddressRange.Number(octets), AddressTable.IPv4, AddressBlock.None);
        return new AddressOutcome(block, block == AddressBlock.None ? AddressEmbedding.None : embedding);
    }

    private static AddressBlock BlockOf(UInt128 number, AddressRange[] ranges, AddressBlock otherwise)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(number))
            {
                return range.Block;
            }
        }

        return otherwise;
    }

    private static bool IsIsatap(ReadOnlySpan<byte> octets) =>
        octets[8] is 0 or 2 && octets[9] == 0 && octets[10] == 0x5e && octets[11] == 0xfe;

    private static byte[] Inverted(ReadOnlySpan<byte> octets) => Array.ConvertAll(octets.ToArray(), o => (byte)~o);
}
