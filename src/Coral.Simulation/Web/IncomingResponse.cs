using Coral.Caching.Http;

namespace Coral.Simulation.Web;

/// <summary>A response as it arrives: the header first, then the body. One reader.</summary>
/// <param name="taken">Told how many bytes the reader took.</param>
/// <param name="leave">Called when the reader wants no more.</param>
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

    /// <summary>The SHA-256 of the whole that came after the body; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; }

    /// <summary>Waits for the header.</summary>
    /// <returns>Whether it came; else the connection was lost.</returns>
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

    /// <summary>The header is there.</summary>
    /// <param name="length">The length of the body that follows, where it is known.</param>
    public void Open(long? length)
    {
        (_hasHeader, Length) = (true, length);
        _moved.Set();
    }

    /// <summary>The header is there, and all.</summary>
    public void OpenEmpty()
    {
        Open(0);
        End(null);
    }

    /// <summary>Some bytes of the body are there.</summary>
    public void Append(ReadOnlyMemory<byte> bytes)
    {
        _received += bytes.Length;
        _arrived.Enqueue(bytes);
        _moved.Set();
    }

    /// <summary>The body has ended: well, or with a failure, as where it is short. Nothing changes that.</summary>
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
