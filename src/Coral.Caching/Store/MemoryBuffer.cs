namespace Coral.Caching.Store;

/// <summary>A body that arrives in memory, in the segments that the complete body will consist of.</summary>
/// <param name="declared">The length that the source declared, or <see langword="null"/>.</param>
public sealed class MemoryBuffer(long? declared) : IBodyBuffer
{
    /// <summary>The first segment of a body of unknown length; it grows fourfold up to a full segment.</summary>
    private const int FirstSegmentBytes = 4 * 1024;

    private readonly Lock _lock = new();
    private readonly List<byte[]> _segments = [];
    private long _length;

    /// <inheritdoc />
    /// <remarks>
    /// Exactly the missing bytes when the length is declared, so that a small object takes no more than its own size.
    /// </remarks>
    public int MissingBytes
    {
        get
        {
            if (_length < Capacity)
            {
                return 0;
            }

            if (declared is { } length)
            {
                return (int)Math.Min(StoredBody.SegmentBytes, length - _length);
            }

            return _segments is [{ Length: < StoredBody.SegmentBytes } only] ? 3 * only.Length
                : _segments.Count == 0 ? FirstSegmentBytes
                : StoredBody.SegmentBytes;
        }
    }

    private long Capacity =>
        _segments.Count == 0 ? 0 : ((_segments.Count - 1L) * StoredBody.SegmentBytes) + _segments[^1].Length;

    /// <inheritdoc />
    public void Grow()
    {
        var missing = MissingBytes;
        lock (_lock)
        {
            if (_segments is [{ Length: < StoredBody.SegmentBytes } only])
            {
                var larger = GC.AllocateUninitializedArray<byte>(only.Length + missing);
                only.CopyTo(larger, 0);
                _segments[0] = larger;
            }
            else
            {
                _segments.Add(GC.AllocateUninitializedArray<byte>(missing));
            }
        }
    }

    /// <inheritdoc />
    public Memory<byte> GetRoom() => _segments[^1].AsMemory((int)(_length % StoredBody.SegmentBytes));

    /// <inheritdoc />
    public ValueTask AdvanceAsync(int bytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _length += bytes;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        var (segment, within) = Math.DivRem(offset, StoredBody.SegmentBytes);
        lock (_lock)
        {
            var end = (int)Math.Min(StoredBody.SegmentBytes, _length - (segment * StoredBody.SegmentBytes));
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(
                _segments[(int)segment].AsMemory((int)within, end - (int)within)
            );
        }
    }

    /// <summary>The complete body: the same segments; a last one that is not full is copied.</summary>
    public MemoryBody ToStoredBody()
    {
        var segments = new ReadOnlyMemory<byte>[_segments.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            var used = (int)Math.Min(StoredBody.SegmentBytes, _length - ((long)i * StoredBody.SegmentBytes));
            segments[i] = used == _segments[i].Length ? _segments[i] : _segments[i].AsSpan(0, used).ToArray();
        }

        return new MemoryBody(segments);
    }
}
