using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Concurrency;

namespace Coral.Caching.Transfers;

/// <summary>A body on its way: one writer appends, any number of readers follow, each at its own offset.</summary>
/// <remarks>
/// The bytes are in a buffer of the store's; this adds the waiting. Readers are woken by the bytes, not by a timer. The
/// writer is held back when it is too far ahead of the furthest offset that any reader has asked for: by as much as
/// readers have read so far, at least <see cref="FirstRunAheadBytes"/> and at most <c>runAheadBytes</c>, so that a
/// reader of little draws little. Safe for concurrent use; one writer at a time.
/// </remarks>
internal sealed class GrowingBody : IBodyReader
{
    /// <summary>The bytes that the writer may be ahead before anything has been read.</summary>
    public const long FirstRunAheadBytes = 64L << 10;

    private readonly Lock _lock = new();
    private readonly AsyncEvent _readers = new();
    private readonly AsyncEvent _writer = new();
    private readonly IBodyBuffer _buffer;
    private readonly long? _declared;
    private readonly long _runAheadBytes;
    private FetchFailure? _failure;
    private bool _ended;
    private bool _unbounded;
    private long _length;
    private long _demand;
    private long? _start;

    /// <summary>Creates a body of no bytes yet.</summary>
    /// <param name="buffer">The buffer that holds the bytes, in memory or in a file.</param>
    /// <param name="declared">The length that the source declared, or <see langword="null"/>.</param>
    /// <param name="runAheadBytes">The bytes that the writer may be ahead of the furthest reader at most.</param>
    /// <param name="isOnDemand">True if nothing is written before the first reader asks.</param>
    public GrowingBody(IBodyBuffer buffer, long? declared, long runAheadBytes, bool isOnDemand = false)
    {
        _demand = isOnDemand ? -runAheadBytes : 0;
        _buffer = buffer;
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

    /// <summary>True once more than half of the declared length has arrived; never where none is declared.</summary>
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

    /// <summary>True once the declared length has arrived, which ends a body (RFC 9112, section 6.3).</summary>
    public bool HasDeclaredLength => _length == _declared;

    /// <summary>Memory that the writer must reserve before it can go on, in bytes; 0 while there is room.</summary>
    public int MissingBytes => _buffer.MissingBytes;

    private bool MayWrite_NeedsLock => _unbounded || _length - _demand < RunAhead_NeedsLock;

    private long RunAhead_NeedsLock =>
        Math.Min(_runAheadBytes, Math.Max(FirstRunAheadBytes, _demand - (_start ?? _demand)));

    /// <inheritdoc />
    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_lock)
        {
            _start ??= offset;
            if (offset > _demand)
            {
                _demand = offset;
                WakeWriter_NeedsLock();
            }

            if (EndsBefore_NeedsLock(offset))
            {
                return ValueTask.FromResult(new BodySlice(default, _failure));
            }

            if (offset >= _length)
            {
                return ReadLaterAsync(offset, _readers.WaitAsync(cancellationToken), cancellationToken);
            }
        }

        return ReadWrittenAsync(offset, cancellationToken);
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

    /// <summary>Makes room for <see cref="MissingBytes"/> more, which the caller has reserved. Writer only.</summary>
    public void Grow() => _buffer.Grow();

    /// <summary>The place for the next bytes. Writer only.</summary>
    public Memory<byte> Room() => _buffer.GetRoom();

    /// <summary>Publishes <paramref name="bytes"/> that were written into <see cref="Room"/>. Writer only.</summary>
    public async ValueTask AdvanceAsync(int bytes, CancellationToken cancellationToken)
    {
        await _buffer.AdvanceAsync(bytes, cancellationToken);
        lock (_lock)
        {
            _length += bytes;
            _readers.Pulse();
        }
    }

    /// <summary>Ends the body: complete, or with a failure that every reader gets after the bytes that came.</summary>
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
                if (EndsBefore_NeedsLock(offset))
                {
                    return new BodySlice(default, _failure);
                }

                if (offset < _length)
                {
                    break;
                }

                grown = _readers.WaitAsync(cancellationToken);
            }
        }

        return await ReadWrittenAsync(offset, cancellationToken);
    }

    private ValueTask<BodySlice> ReadWrittenAsync(long offset, CancellationToken cancellationToken)
    {
        var read = _buffer.ReadAsync(offset, cancellationToken);
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(new BodySlice(read.Result, null)) : WaitAsync(read);

        static async ValueTask<BodySlice> WaitAsync(ValueTask<ReadOnlyMemory<byte>> read) => new(await read, null);
    }

    private bool EndsBefore_NeedsLock(long offset) => _ended && offset >= _length;

    private void WakeWriter_NeedsLock()
    {
        if (MayWrite_NeedsLock)
        {
            _writer.Pulse();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
