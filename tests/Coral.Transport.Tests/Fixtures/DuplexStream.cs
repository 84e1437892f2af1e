using System.IO.Pipelines;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>One end of a connection in memory that takes any amount at once.</summary>
internal sealed class DuplexStream : Stream
{
    private readonly Stream _reader;
    private readonly Stream _writer;

    private DuplexStream(Pipe from, Pipe to)
    {
        _reader = from.Reader.AsStream();
        _writer = to.Writer.AsStream();
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Both ends.</summary>
    public static (DuplexStream Near, DuplexStream Far) CreatePair()
    {
        var options = new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false);
        var (there, back) = (new Pipe(options), new Pipe(options));
        return (new DuplexStream(back, there), new DuplexStream(there, back));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _reader.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException ex)
        {
            throw new ObjectDisposedException("Disposed while somebody read.", ex);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer.Dispose();
            _reader.Dispose();
        }

        base.Dispose(disposing);
    }
}
