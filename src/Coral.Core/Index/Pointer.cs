using System.Buffers.Binary;
using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Core.Index;

/// <summary>The value that Coral itself stores: which node has an object, or is fetching it.</summary>
/// <param name="Contact">The node, with the port its peers use.</param>
/// <param name="Flags">Tells a node that has the whole object from one that still fetches it.</param>
/// <param name="Digest">
/// SHA-256 over the list of the object's chunk digests; 32 bytes when the object is complete, else empty.
/// </param>
/// <param name="Length">The object's length in bytes; 0 until it is complete.</param>
/// <remarks>
/// On the wire, big-endian: flags (1), node id (20), ports index, peer, http, dns (2 each), address length (1), address
/// (4 or 16), and for a complete object length (8) and digest (32). At most 86 bytes.
/// </remarks>
public sealed record Pointer(NodeContact Contact, PointerFlags Flags, ReadOnlyMemory<byte> Digest, long Length)
{
    private const int FixedBytes = 1 + Identifier.ByteCount + 8 + 1;
    private const int DigestBytes = 32;

    /// <summary>True if the node has the whole object.</summary>
    public bool IsComplete => Flags.HasFlag(PointerFlags.Complete);

    /// <summary>Bytes for the index.</summary>
    public byte[] Encode()
    {
        var tail = IsComplete ? 8 + DigestBytes : 0;
        var bytes = new byte[FixedBytes + Contact.Address.AddressLength + tail];
        var rest = bytes.AsSpan();
        rest[0] = (byte)Flags;
        Contact.Id.Point.Write(rest[1..]);
        rest = rest[21..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, Contact.Address.Port);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], Contact.Ports.Peer);
        BinaryPrimitives.WriteUInt16BigEndian(rest[4..], Contact.Ports.Http);
        BinaryPrimitives.WriteUInt16BigEndian(rest[6..], Contact.Ports.Dns);
        rest[8] = (byte)Contact.Address.AddressLength;
        Contact.Address.WriteAddress(rest[9..]);
        rest = rest[(9 + Contact.Address.AddressLength)..];
        if (IsComplete)
        {
            BinaryPrimitives.WriteInt64BigEndian(rest, Length);
            Digest.Span.CopyTo(rest[8..]);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; any other bytes are refused.</summary>
    public static Pointer? TryDecode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedBytes || (bytes[0] & ~(byte)PointerFlags.Complete) != 0)
        {
            return null;
        }

        var flags = (PointerFlags)bytes[0];
        var id = new NodeId(Identifier.Read(bytes[1..]));
        var ports = bytes.Slice(21, 8);
        var addressLength = bytes[29];
        var complete = flags == PointerFlags.Complete;
        var rest = bytes[FixedBytes..];
        var port = BinaryPrimitives.ReadUInt16BigEndian(ports);
        if (
            rest.Length != addressLength + (complete ? 8 + DigestBytes : 0)
            || !NodeAddress.TryRead(rest[..addressLength], port, out var address)
        )
        {
            return null;
        }

        var services = new ServicePorts(
            BinaryPrimitives.ReadUInt16BigEndian(ports[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(ports[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(ports[6..])
        );
        rest = rest[addressLength..];
        return new Pointer(
            new NodeContact(id, address, services),
            flags,
            complete ? rest[8..].ToArray() : default,
            complete ? BinaryPrimitives.ReadInt64BigEndian(rest) : 0
        );
    }
}
