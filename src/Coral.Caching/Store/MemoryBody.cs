using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>A complete body in memory, in full segments except for the last.</summary>
/// <remarks>Immutable. It is its own reader, so that a hit allocates nothing.</remarks>
public sealed class MemoryBody : StoredBody, IBodyReader
{
    /// <summary>Creates a body of <paramref name="segments"/>, which the caller hands over.</summary>
    /// <exception cref="ArgumentException">A segment other than the last is not full, or the last is more than
    /// full.</exception>
    public MemoryBody(IReadOnlyList<ReadOnlyMemory<byte>> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        long sum = 0;
        for (var i = 0; i < segments.Count; i++)
        {
            var length = segments[i].Length;
            if (length > SegmentBytes || (length < SegmentBytes && i < segments.Count - 1))
            {
                throw new ArgumentException($"Segment {i} has {length} bytes.", nameof(segments));
            }

            sum += length;
        }

        Length = sum;
        Segments = segments;
    }

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Segments { get; }

    /// <inheritdoc />
    public override long Length { get; }

    /// <inheritdoc />
    /// <remarks>Each segment with its array header, alignment and place in the list.</remarks>
    public override long MemoryBytes => Length + (48L * Segments.Count);

    long? IBodyReader.Length => Length;

    /// <inheritdoc />
    public override IBodyReader OpenReader() => this;

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

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
