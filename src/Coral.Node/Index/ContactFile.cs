using System.Buffers.Binary;
using System.Security.Cryptography;
using Coral.Core.Network;

namespace Coral.Node.Index;

/// <summary>The file of a node's contacts: addresses to try at a restart.</summary>
/// <remarks>
/// <code>
/// "CORALNDS"        8 bytes
/// version           1 byte: 1
/// count             2 bytes, big-endian, at most 4096
/// count times:      address length (1: 4 or 16), address, port (2, big-endian, not 0)
/// SHA-256           32 bytes over all before
/// </code>
/// The contacts in the file are unverified: a node enters the tables only after it has answered.
/// </remarks>
internal static class ContactFile
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string Name = "contacts";

    /// <summary>Most addresses in the file.</summary>
    public const int MaxCount = 4_096;

    private const byte Version = 1;
    private const int MaxEntryBytes = 1 + 16 + 2;

    private static ReadOnlySpan<byte> Magic => "CORALNDS"u8;

    /// <summary>Largest file, in bytes.</summary>
    public static int MaxBytes => Magic.Length + 3 + (MaxCount * MaxEntryBytes) + SHA256.HashSizeInBytes;

    /// <summary>Writes the first <see cref="MaxCount"/> addresses.</summary>
    public static byte[] Write(IReadOnlyList<NodeAddress> addresses)
    {
        var count = Math.Min(addresses.Count, MaxCount);
        using var buffer = new MemoryStream();
        buffer.Write(Magic);
        buffer.WriteByte(Version);
        Span<byte> entry = stackalloc byte[MaxEntryBytes];
        BinaryPrimitives.WriteUInt16BigEndian(entry, (ushort)count);
        buffer.Write(entry[..2]);
        foreach (var address in addresses.Take(count))
        {
            var length = address.AddressLength;
            entry[0] = (byte)length;
            address.WriteAddress(entry[1..]);
            BinaryPrimitives.WriteUInt16BigEndian(entry[(1 + length)..], address.Port);
            buffer.Write(entry[..(1 + length + 2)]);
        }

        buffer.Write(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns><see langword="null"/> for anything else: damaged, of another version, or made to mislead.</returns>
    public static IReadOnlyList<NodeAddress>? Read(ReadOnlySpan<byte> bytes)
    {
        var head = Magic.Length + 3;
        if (
            bytes.Length < head + SHA256.HashSizeInBytes
            || !bytes.StartsWith(Magic)
            || bytes[Magic.Length] != Version
            || !SHA256
                .HashData(bytes[..^SHA256.HashSizeInBytes])
                .AsSpan()
                .SequenceEqual(bytes[^SHA256.HashSizeInBytes..])
        )
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(bytes[(head - 2)..]);
        var addresses = new List<NodeAddress>();
        var rest = bytes[head..^SHA256.HashSizeInBytes];
        while (!rest.IsEmpty && addresses.Count < MaxCount)
        {
            var length = rest[0];
            if (length is not (4 or 16) || rest.Length < 1 + length + 2)
            {
                return null;
            }

            var port = BinaryPrimitives.ReadUInt16BigEndian(rest[(1 + length)..]);
            if (port == 0 || !NodeAddress.TryRead(rest.Slice(1, length), port, out var address))
            {
                return null;
            }

            addresses.Add(address);
            rest = rest[(1 + length + 2)..];
        }

        return rest.IsEmpty && addresses.Count == count ? addresses : null;
    }
}
