using System.Buffers.Binary;
using Coral.Core.Network;

namespace Coral.Dns.Wire;

/// <summary>A client subnet option (RFC 7871, section 6).</summary>
/// <param name="Family">1 for IPv4, 2 for IPv6, as in the registry of address families.</param>
/// <param name="SourcePrefix">The number of leading bits that the option gives.</param>
/// <param name="Network">The network's address with all other bits zero, at port 0.</param>
public readonly record struct ClientSubnet(ushort Family, byte SourcePrefix, NodeAddress Network)
{
    /// <summary>Longest data of this option, in bytes.</summary>
    public const int MaxBytes = 4 + 16;

    private const int IPv4 = 1,
        IPv6 = 2;

    /// <summary>True for an opt-out (SOURCE PREFIX-LENGTH 0).</summary>
    public bool IsOptOut => SourcePrefix == 0;

    /// <summary>
    /// Reads the option as a query has it: known family, scope 0, as many bytes as the prefix needs, spare bits zero.
    /// </summary>
    /// <returns><see langword="false"/> where it is malformed: FORMERR (section 7.1.2).</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, out ClientSubnet subnet)
    {
        subnet = default;
        if (data.Length < 4)
        {
            return false;
        }

        var family = BinaryPrimitives.ReadUInt16BigEndian(data);
        int source = data[2];
        var address = data[4..];
        var width = family == IPv4 ? 4 : 16;
        if (
            family is not (IPv4 or IPv6)
            || data[3] != 0
            || source > 8 * width
            || address.Length != (source + 7) / 8
            || (source % 8 != 0 && (address[^1] & (0xFF >> (source % 8))) != 0)
        )
        {
            return false;
        }

        Span<byte> whole = stackalloc byte[16];
        whole.Clear();
        address.CopyTo(whole);
        NodeAddress.TryRead(whole[..width], port: 0, out var network);
        subnet = new ClientSubnet(family, (byte)source, network);
        return true;
    }

    /// <summary>Writes the option of a response: the subnet of the query, and the scope of the answer.</summary>
    /// <param name="scope">Leading bits of the network that the answer is for; 0 for all clients.</param>
    /// <param name="destination">Receives the option; at least <see cref="MaxBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    public int Write(int scope, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, Family);
        destination[2] = SourcePrefix;
        destination[3] = (byte)scope;
        Span<byte> whole = stackalloc byte[16];
        whole.Clear();
        if (Family == IPv6 && Network.IsIPv4)
        {
            // A prefix of ::ffff:0:0/96 or longer, which an address keeps in its IPv4 form.
            whole[10] = whole[11] = 0xFF;
            Network.WriteAddress(whole[12..]);
        }
        else
        {
            Network.WriteAddress(whole);
        }

        var length = (SourcePrefix + 7) / 8;
        whole[..length].CopyTo(destination[4..]);
        return 4 + length;
    }
}
