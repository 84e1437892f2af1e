using Coral.Caching.Http;

namespace Coral.Simulation.Web;

/// <summary>A response while it arrives, header first, then the body, for one reader.</summary>
/// <param name="taken">Receives the number of bytes that the reader has read.</param>
/// <param name="leave">Called when the reader stops.</param>
internal sealed class IncomingResponse(Action<int> taken, Action leave) : IOriginBody
{
    private readonly Queue<ReadOnlyMemory<byte>> _arrived = new();
    private readonly Signal _moved = new();
    private ReadOnlyMemory<byte> _front;
    private bool _hasHeader;
    private bool _hasEnded;
    private long _received;
    private FetchFailure? _failure;

    /// <inheritdoc />
    public long? Length { get; private set; }

    /// <summary>The SHA-256 of the whole, sent after the body; empty if none was sent.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; }

    /// <summary>Waits for the header.</summary>
    /// <returns>Whether the header came; else the connection was lost.</returns>
    public async Task<bool> HasHeaderAsync(CancellationToken cancellationToken)
    {
        while (!_hasHeader && !_hasEnded)
        {
            await _moved.WaitAsync(cancellationToken);
        }

        return _hasHeader;
    }

    /// <inheritdoc />
    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_front.IsEmpty && !_arrived.TryDequeue(out _front))
        {
            if (_hasEnded)
            {
                return _failure is { } failure ? BodyRead.Failed(failure) : BodyRead.End;
            }

            await _moved.WaitAsync(cancellationToken);
        }

        var bytes = Math.Min(buffer.Length, _front.Length);
        _front[..bytes].CopyTo(buffer);
        _front = _front[bytes..];
        taken(bytes);
        return new BodyRead(bytes, null);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        leave();
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes the header of a response with a body.</summary>
    /// <param name="length">The length of the body that follows, where it is known.</param>
    public void Open(long? length)
    {
        (_hasHeader, Length) = (true, length);
        _moved.Set();
    }

    /// <summary>Completes the header of a response without a body.</summary>
    public void OpenEmpty()
    {
        Open(0);
        End(null);
    }

    /// <summary>Adds bytes of the body.</summary>
    public void Append(ReadOnlyMemory<byte> bytes)
    {
        _received += bytes.Length;
        _arrived.Enqueue(bytes);
        _moved.Set();
    }

    /// <summary>
    /// Ends the body, in order or with a failure, as when it is too short. Only the first call counts.
    /// </summary>
    public void End(FetchFailure? failure, ReadOnlyMemory<byte> digest = default)
    {
        if (!_hasEnded)
        {
            var isShort = failure is null && _received < Length;
            (_hasEnded, _failure, Digest) = (true, isShort ? FetchFailure.ConnectionLost : failure, digest);
            _moved.Set();
        }
    }
}
