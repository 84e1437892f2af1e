namespace Coral.Transport.WideArea;

/// <summary>A connection over a long route: paced and delayed in both directions.</summary>
/// <remarks>
/// One reader and one writer at a time. Disposing drops the bytes in flight, as an abort does. Two loops move
/// the bytes between the pipes and the inner connection, which the stream owns.
/// </remarks>
internal sealed class PacedStream : Stream
{
    private const int BufferBytes = 16_384;

    private readonly Stream _inner;
    private readonly PacedPipe _out;
    private readonly PacedPipe _in;
    private readonly Action<PacedStream> _closed;
    private int _isClosed;
    private volatile bool _isSilent;

    /// <summary>Takes over a connection, which is idle until <see cref="Start"/>.</summary>
    /// <param name="inner">The connection that carries the bytes, without delays.</param>
    /// <param name="there">The direction from us to the other end.</param>
    /// <param name="back">The direction from the other end to us.</param>
    /// <param name="closed">Called once, when the stream has ended.</param>
    public PacedStream(Stream inner, PacedPipe there, PacedPipe back, Action<PacedStream> closed)
    {
        _inner = inner;
        _out = there;
        _in = back;
        _closed = closed;
    }

    /// <summary>Begins to move bytes, once.</summary>
    public void Start()
    {
        _ = SendAsync();
        _ = ReceiveAsync();
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Resets the connection: reads and writes fail at once.</summary>
    public void Reset()
    {
        var fault = new IOException("The connection was reset.");
        _out.Break(fault);
        _in.Break(fault);
        _inner.Dispose();
    }

    /// <summary>Silences the connection: nothing arrives any more, in either direction.</summary>
    public void FallSilent() => _isSilent = true;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _in.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _out.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
        // Nothing is buffered: bytes are sent as soon as they are written.
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _out.Dispose();
            _in.Dispose();
            _inner.Dispose();
            _closed(this);
        }

        base.Dispose(disposing);
    }

    private async Task SendAsync()
    {
        var buffer = new byte[BufferBytes];
        try
        {
            int length;
            while ((length = await _out.ReadAsync(buffer, CancellationToken.None)) > 0)
            {
                if (!_isSilent)
                {
                    await _inner.WriteAsync(buffer.AsMemory(0, length));
                }
            }
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            _out.Break(ex);
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[BufferBytes];
        IOException? fault = null;
        try
        {
            int length;
            while ((length = await _inner.ReadAsync(buffer)) > 0)
            {
                if (!_isSilent)
                {
                    await _in.WriteAsync(buffer.AsMemory(0, length), CancellationToken.None);
                }
            }
        }
        catch (IOException ex)
        {
            fault = ex;
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        if (!_isSilent)
        {
            _in.Complete(fault);
        }
    }
}
