using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>A body on its way: one writer appends, any number of readers follow, each at its own offset.</summary>
/// <remarks>
/// Readers are woken by the bytes, not by a timer. The writer is held back when it is <c>runAheadBytes</c> ahead of the
/// furthest offset that any reader has asked for. Safe for concurrent use; one writer at a time. What was published is
/// never written again, so that readers keep slices of it without copying.
/// </remarks>
internal sealed class GrowingBody : IBodyReader
{
    /// <summary>What a body of unknown length begins with; it grows fourfold up to a full segment.</summary>
    private const int FirstSegmentBytes = 4 * 1024;

    private readonly Lock _lock = new();
    private readonly AsyncEvent _readers = new();
    private readonly AsyncEvent _writer = new();
    private readonly List<byte[]> _segments = [];
    private readonly long? _declared;
    private readonly long _runAheadBytes;
    private FetchFailure? _failure;
    private bool _ended;
    private bool _unbounded;
    private long _length;
    private long _demand;

    /// <summary>Creates a body of no bytes yet.</summary>
    /// <param name="declared">The length that the origin declared, or <see langword="null"/>.</param>
    /// <param name="runAheadBytes">How far the writer may be ahead of the furthest reader.</param>
    public GrowingBody(long? declared, long runAheadBytes)
    {
        _declared = declared;
        _runAheadBytes = runAheadBytes;
    }

    /// <inheritdoc />
    public long? Length
    {
        get
        {
            lock (_lock)
            {
                return _ended && _failure is null ? _length : _declared;
            }
        }
    }

    /// <summary>Readers that wait for bytes, for tests.</summary>
    internal int WaitingReaders => _readers.Count;

    /// <summary>Whether more than half of the declared length has come. Never, while nobody knows the length.</summary>
    public bool IsOverHalf
    {
        get
        {
            lock (_lock)
            {
                return _length > _declared / 2;
            }
        }
    }

    /// <summary>Whether as many bytes as declared have come, which ends a body (RFC 9112, section 6.3).</summary>
    public bool HasDeclaredLength => _length == _declared;

    /// <summary>What the writer must find memory for before it can go on; 0 while there is room.</summary>
    /// <remarks>
    /// Exactly what is missing when the length is declared, so that a small object holds no more than itself.
    /// </remarks>
    public int MissingBytes
    {
        get
        {
            if (_length < Capacity)
            {
                return 0;
            }

            if (_declared is { } declared)
            {
                return (int)Math.Min(StoredBody.SegmentBytes, declared - _length);
            }

            return _segments is [{ Length: < StoredBody.SegmentBytes } only] ? 3 * only.Length
                : _segments.Count == 0 ? FirstSegmentBytes
                : StoredBody.SegmentBytes;
        }
    }

    private bool MayWrite_NeedsLock => _unbounded || _length - _demand < _runAheadBytes;

    private long Capacity =>
        _segments.Count == 0 ? 0 : ((_segments.Count - 1L) * StoredBody.SegmentBytes) + _segments[^1].Length;

    /// <inheritdoc />
    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_lock)
        {
            if (offset > _demand)
            {
                _demand = offset;
                WakeWriter_NeedsLock();
            }

            return TryRead_NeedsLock(offset, out var slice)
                ? ValueTask.FromResult(slice)
                : ReadLaterAsync(offset, _readers.WaitAsync(cancellationToken), cancellationToken);
        }
    }

    /// <summary>Waits until a reader has come near enough for the writer to go on. Writer only.</summary>
    public Task WaitForDemandAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return MayWrite_NeedsLock ? Task.CompletedTask : _writer.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets the writer run to the end without any reader.</summary>
    public void LiftRunAhead()
    {
        lock (_lock)
        {
            _unbounded = true;
            WakeWriter_NeedsLock();
        }
    }

    /// <summary>
    /// Makes room for <see cref="MissingBytes"/> more, for which the caller has found memory. Writer only.
    /// </summary>
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

    /// <summary>Where the next bytes go. Writer only.</summary>
    public Memory<byte> Room() => _segments[^1].AsMemory((int)(_length % StoredBody.SegmentBytes));

    /// <summary>Publishes <paramref name="bytes"/> that were written into <see cref="Room"/>. Writer only.</summary>
    public void Advance(int bytes)
    {
        lock (_lock)
        {
            _length += bytes;
            _readers.Pulse();
        }
    }

    /// <summary>
    /// The complete body: the same segments, but for a last one that is copied when it is not full. Writer only.
    /// </summary>
    public StoredBody ToStoredBody()
    {
        var segments = new ReadOnlyMemory<byte>[_segments.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            var used = (int)Math.Min(StoredBody.SegmentBytes, _length - ((long)i * StoredBody.SegmentBytes));
            segments[i] = used == _segments[i].Length ? _segments[i] : _segments[i].AsSpan(0, used).ToArray();
        }

        return new StoredBody(segments);
    }

    /// <summary>Ends the body: well, or with a failure that every reader meets after the bytes that came.</summary>
    public void End(FetchFailure? failure)
    {
        lock (_lock)
        {
            _ended = true;
            _failure = failure;
            _readers.Pulse();
        }
    }

    private async ValueTask<BodySlice> ReadLaterAsync(long offset, Task grown, CancellationToken cancellationToken)
    {
        while (true)
        {
            await grown;
            lock (_lock)
            {
                if (TryRead_NeedsLock(offset, out var slice))
                {
                    return slice;
                }

                grown = _readers.WaitAsync(cancellationToken);
            }
        }
    }

    private bool TryRead_NeedsLock(long offset, out BodySlice slice)
    {
        if (offset < _length)
        {
            var (segment, within) = Math.DivRem(offset, StoredBody.SegmentBytes);
            var there = (int)Math.Min(StoredBody.SegmentBytes, _length - (segment * StoredBody.SegmentBytes));
            slice = new BodySlice(_segments[(int)segment].AsMemory((int)within, there - (int)within), null);
            return true;
        }

        slice = new BodySlice(default, _failure);
        return _ended;
    }

    private void WakeWriter_NeedsLock()
    {
        if (MayWrite_NeedsLock)
        {
            _writer.Pulse();
        }
    }
}
