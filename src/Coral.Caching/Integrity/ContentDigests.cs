using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Coral.Caching.Integrity;

/// <summary>The digests of a complete body: the SHA-256 of each of its chunks, and of the whole.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ContentDigests
{
    /// <summary>The length of a chunk, in bytes: 64 KB. The last chunk of a body may be shorter.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Bytes of one digest.</summary>
    public const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>Takes digests that were worked out, or came from a peer.</summary>
    /// <param name="length">The body's length in bytes.</param>
    /// <param name="chunks">The chunks' digests in order, one after another.</param>
    /// <param name="whole">The SHA-256 of the whole body: the <c>sha-256</c> of <c>Repr-Digest</c>.</param>
    /// <exception cref="ArgumentException">Not as many digests as a body of this length has chunks.</exception>
    public ContentDigests(long length, ReadOnlyMemory<byte> chunks, ReadOnlyMemory<byte> whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (chunks.Length != ChunkCount(length) * DigestBytes || whole.Length != DigestBytes)
        {
            throw new ArgumentException($"{chunks.Length} bytes of digests for {length} bytes.", nameof(chunks));
        }

        Length = length;
        Chunks = chunks;
        Whole = whole;
        Root = RootOf(length, chunks.Span);
    }

    /// <summary>The body's length in bytes.</summary>
    public long Length { get; }

    /// <summary>The chunks' digests in order, one after another.</summary>
    public ReadOnlyMemory<byte> Chunks { get; }

    /// <summary>The SHA-256 of the whole body.</summary>
    public ReadOnlyMemory<byte> Whole { get; }

    /// <summary>
    /// SHA-256 over the chunks' digests and the length (8 bytes, big-endian): what a pointer in the index names.
    /// </summary>
    public ReadOnlyMemory<byte> Root { get; }

    /// <summary>Memory held, in bytes.</summary>
    public long SizeBytes => Chunks.Length + (2 * DigestBytes) + 160;

    /// <summary>The number of chunks of a body of <paramref name="length"/> bytes.</summary>
    public static long ChunkCount(long length) => (length + ChunkBytes - 1) / ChunkBytes;

    /// <summary>True if <paramref name="bytes"/> are the whole chunk at <paramref name="index"/>.</summary>
    public bool Matches(int index, ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        SHA256.HashData(bytes, digest);
        return digest.SequenceEqual(Chunks.Span.Slice(index * DigestBytes, DigestBytes));
    }

    private static byte[] RootOf(long length, ReadOnlySpan<byte> chunks)
    {
        Span<byte> tail = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(tail, length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(chunks);
        hash.AppendData(tail);
        return hash.GetHashAndReset();
    }
}
