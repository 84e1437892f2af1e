using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Coral.Core.Index;
using Coral.Index.Wire;

namespace Coral.Index.Routing;

/// <summary>A node's clusters at every level above 0, in the order 1, 2, …, and an 8-byte digest of them.</summary>
/// <remarks>Immutable. Messages carry the digest alone once the receiver knows the set.</remarks>
internal sealed class ClusterSet
{
    /// <summary>Most levels above 0.</summary>
    public const int MaxCount = 4;

    private const int MaxEncodedBytes = 1 + (MaxCount * 32);
    private readonly ImmutableArray<ClusterInfo> _infos;

    public ClusterSet(ImmutableArray<ClusterInfo> infos)
    {
        Debug.Assert(infos.Length <= MaxCount);
        _infos = infos;
        Span<byte> bytes = stackalloc byte[MaxEncodedBytes];
        var writer = new CborWriter(bytes);
        Write(ref writer);
        Digest = DigestOf(bytes[..writer.Length]);
    }

    /// <summary>The set of a node that has no level above 0.</summary>
    public static ClusterSet None { get; } = new([]);

    /// <summary>The first 8 bytes of SHA-256 over the encoded set.</summary>
    public ulong Digest { get; }

    /// <summary>Levels above 0.</summary>
    public int Count => _infos.Length;

    /// <summary>The cluster at a level above 0.</summary>
    public ClusterInfo this[ClusterLevel level] => _infos[(int)level - 1];

    /// <summary>The same set with another cluster at one level above 0.</summary>
    public ClusterSet With(ClusterLevel level, ClusterInfo info) => new(_infos.SetItem((int)level - 1, info));

    /// <summary>True if two nodes are in the same cluster; always at level 0.</summary>
    public bool Shares(ClusterLevel level, ClusterSet? other) =>
        level == ClusterLevel.Global
        || (other is not null && (int)level <= Count && (int)level <= other.Count && this[level].Id == other[level].Id);

    /// <summary>Writes the set as an array of [id, created, size].</summary>
    public void Write(ref CborWriter writer)
    {
        writer.Array(_infos.Length);
        foreach (var info in _infos)
        {
            writer.Array(3);
            writer.Identifier(info.Id);
            writer.UInt(info.CreatedSeconds);
            writer.UInt(info.Size);
        }
    }

    /// <summary>Reads an array that <see cref="Write"/> wrote.</summary>
    /// <returns><see langword="null"/> when the bytes are something else.</returns>
    public static ClusterSet? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CborReader(bytes);
        var infos = ImmutableArray.CreateBuilder<ClusterInfo>(MaxCount);
        for (var left = reader.ArrayOf(MaxCount); left > 0 && !reader.Failed; left--)
        {
            infos.Add(ReadInfo(ref reader));
        }

        return reader.IsComplete ? new ClusterSet(infos.ToImmutable()) : null;
    }

    /// <summary>The digest of an encoded set.</summary>
    public static ulong DigestOf(ReadOnlySpan<byte> encoded)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(encoded, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static ClusterInfo ReadInfo(ref CborReader reader)
    {
        if (reader.ArrayOf(3) != 3)
        {
            reader.Refuse();
        }

        return new ClusterInfo(reader.Identifier(), (uint)reader.UInt(uint.MaxValue), (uint)reader.UInt(uint.MaxValue));
    }
}
