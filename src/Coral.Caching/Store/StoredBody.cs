using Coral.Caching.Http;
using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>A complete body, in memory or in a file. Immutable, and shared by its readers.</summary>
public abstract class StoredBody
{
    /// <summary>The length of a full segment, in bytes: the unit that chunk digests cover.</summary>
    public const int SegmentBytes = ContentDigests.ChunkBytes;

    /// <summary>A body of no bytes.</summary>
    public static readonly MemoryBody Empty = new MemoryBody([]);

    private CodedBodies? _coded;

    /// <summary>The coded forms of the body.</summary>
    public CodedBodies Coded => _coded ?? MakeCoded();

    /// <summary>Memory that the coded forms hold, in bytes.</summary>
    public long CodedBytes => _coded?.MemoryBytes ?? 0;

    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Memory held, in bytes: what the body adds to the charge of its response.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>A reader of the body, to be disposed. Nothing is allocated where the bytes are in memory.</summary>
    public abstract IBodyReader OpenReader();

    private CodedBodies MakeCoded()
    {
        Interlocked.CompareExchange(ref _coded, new CodedBodies(), null);
        return _coded;
    }

    /// <summary>A body in memory that shares <paramref name="bytes"/>, cut into segments without copying.</summary>
    public static MemoryBody Of(ReadOnlyMemory<byte> bytes)
    {
        var segments = new ReadOnlyMemory<byte>[(bytes.Length + SegmentBytes - 1) / SegmentBytes];
        for (var i = 0; i < segments.Length; i++)
        {
            var start = i * SegmentBytes;
            segments[i] = bytes.Slice(start, Math.Min(SegmentBytes, bytes.Length - start));
        }

        return new MemoryBody(segments);
    }
}
