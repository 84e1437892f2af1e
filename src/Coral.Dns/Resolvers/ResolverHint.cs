using System.Buffers.Binary;
using Coral.Core.Index;

namespace Coral.Dns.Resolvers;

/// <summary>A node's entry in the index about a network that it measured as near.</summary>
/// <param name="Contact">The contact of the node that measured.</param>
/// <param name="RoundTrip">
/// The round trip between node and resolver; <see cref="TimeSpan.MaxValue"/> where it is unmeasured.
/// </param>
/// <remarks>
/// On the wire: the round trip in microseconds (4 bytes, big-endian), and the contact as an ordinary pointer.
/// </remarks>
internal sealed record ResolverHint(NodeContact Contact, TimeSpan RoundTrip)
{
    /// <summary>Encodes the hint as a value of the index.</summary>
    public byte[] Encode()
    {
        var pointer = new Pointer(Contact, PointerFlags.None, Digest: default, Length: 0).Encode();
        var bytes = new byte[sizeof(uint) + pointer.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Math.Clamp(RoundTrip.TotalMicroseconds, 0, uint.MaxValue));
        pointer.CopyTo(bytes, sizeof(uint));
        return bytes;
    }

    /// <summary>Reads the bytes of <see cref="Encode"/>; others are refused.</summary>
    public static ResolverHint? TryDecode(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < sizeof(uint)
            || Pointer.TryDecode(bytes[sizeof(uint)..]) is not { IsComplete: false } pointer
        )
        {
            return null;
        }

        var roundTrip = TimeSpan.FromMicroseconds(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return pointer.Contact.Address.IsEmpty ? null : new ResolverHint(pointer.Contact, roundTrip);
    }
}
