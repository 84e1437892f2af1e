using Coral.Caching.Http;
using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>A complete body in memory, in segments of <see cref="SegmentBytes"/> but for the last. Immutable.</summary>
public sealed class StoredBody : IBodyReader
{
    /// <summary>The length of a full segment, in bytes: the unit that chunk digests cover.</summary>
    public const int SegmentBytes = ContentDigests.ChunkBytes;

    /// <summary>A body of no bytes.</summary>
    public static readonly StoredBody Empty = new([]);

    /// <summary>Creates a body of <paramref name="segments"/>, which the caller hands over.</summary>
    /// <exception cref="ArgumentException">A segment other than the last is not full, or the last is more than
    /// full.</exception>
    public StoredBody(IReadOnlyList<ReadOnlyMemory<byte>> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        for (var i = 0; i < segments.Count; i++)
        {
            var length = segments[i].Length;
            if (length > SegmentBytes || (length < SegmentBytes && i < segments.Count - 1))
            {
                throw new ArgumentException($"Segment {i} has {length} bytes.", nameof(segments));
            }

            Length += length;
        }

        Segments = segments;
    }

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Segments { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>Memory held, in bytes: each segment with its array header, alignment and place in the list.</summary>
    public long AllocatedBytes => Length + (48L * Segments.Count);

    long? IBodyReader.Length => Length;

    /// <summary>Cuts <paramref name="bytes"/> into segments without copying.</summary>
    public static StoredBody Of(ReadOnlyMemory<byte> bytes)
    {
        var segments = new ReadOnlyMemory<byte>[(bytes.Length + SegmentBytes - 1) / SegmentBytes];
        for (var i = 0; i < segments.Length; i++)
        {
            var start = i * SegmentBytes;
            segments[i] = bytes.Slice(start, Math.Min(SegmentBytes, bytes.Length - start));
        }

        return new StoredBody(segments);
    }

    /// <inheritdoc />
    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= Length)
        {
            return ValueTask.FromResult(BodySlice.End);
        }

        var (segment, within) = Math.DivRem(offset, SegmentBytes);
        return ValueTask.FromResult(new BodySlice(Segments[(int)segment][(int)within..], null));
    }
}
