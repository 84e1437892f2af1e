using System.Security.Cryptography;

namespace Coral.Caching.Integrity;

/// <summary>Hashes a body as it comes: each chunk, and the whole. One writer; the result is safe to share.</summary>
internal sealed class BodyDigester : IDisposable
{
    private readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _sha512;
    private byte[] _chunks = new byte[ContentDigests.DigestBytes];

    /// <summary>Creates a digester of no bytes yet.</summary>
    /// <param name="withSha512">True if <see cref="Sha512"/> will be read.</param>
    public BodyDigester(bool withSha512) =>
        _sha512 = withSha512 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA512) : null;

    /// <summary>Bytes seen.</summary>
    public long Length { get; private set; }

    /// <summary>The digests, once the body is complete; <see langword="null"/> before. Any thread.</summary>
    public ContentDigests? Result { get; private set; }

    /// <summary>The next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _whole.AppendData(bytes);
        _sha512?.AppendData(bytes);
        while (!bytes.IsEmpty)
        {
            var left = ContentDigests.ChunkBytes - (int)(Length % ContentDigests.ChunkBytes);
            var part = bytes[..Math.Min(left, bytes.Length)];
            _chunk.AppendData(part);
            Length += part.Length;
            if (part.Length == left)
            {
                EndChunk();
            }

            bytes = bytes[part.Length..];
        }
    }

    /// <summary>The SHA-256 of what has come so far.</summary>
    public byte[] Sha256() => _whole.GetCurrentHash();

    /// <summary>The SHA-512 of what has come so far.</summary>
    public byte[] Sha512() => _sha512!.GetCurrentHash();

    /// <summary>True if the full chunks so far match <paramref name="digests"/>.</summary>
    public bool Begins(ContentDigests digests)
    {
        var full = Length / ContentDigests.ChunkBytes;
        var bytes = (int)full * ContentDigests.DigestBytes;
        return Length <= digests.Length && digests.Chunks.Span[..bytes].SequenceEqual(_chunks.AsSpan(0, bytes));
    }

    /// <summary>All has come.</summary>
    public ContentDigests Finish()
    {
        if (Result is null)
        {
            var whole = Sha256();
            if (Length % ContentDigests.ChunkBytes > 0)
            {
                EndChunk();
            }

            var chunks = ContentDigests.ChunkCount(Length) * ContentDigests.DigestBytes;
            Result = new ContentDigests(Length, _chunks.AsMemory(0, (int)chunks).ToArray(), whole);
        }

        return Result;
    }

    public void Dispose()
    {
        _whole.Dispose();
        _chunk.Dispose();
        _sha512?.Dispose();
    }

    private void EndChunk()
    {
        var at = (int)(ContentDigests.ChunkCount(Length) - 1) * ContentDigests.DigestBytes;
        if (at == _chunks.Length)
        {
            Array.Resize(ref _chunks, 2 * _chunks.Length);
        }

        _chunk.GetHashAndReset(_chunks.AsSpan(at));
    }
}
