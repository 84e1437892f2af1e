using System.IO.Compression;

namespace Coral.Proxy.Coding;

/// <summary><c>gzip</c> (RFC 1952).</summary>
internal sealed class GzipBodyEncoder : BodyEncoder
{
    private const int Level = 6;
    private readonly GZipStream _encoder;

    public GzipBodyEncoder()
    {
        _encoder = new GZipStream(new Sink(this), new ZLibCompressionOptions { CompressionLevel = Level });
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> bytes) => _encoder.Write(bytes);

    /// <inheritdoc />
    public override void Flush() => _encoder.Flush();

    /// <inheritdoc />
    public override void Finish() => _encoder.Dispose();

    /// <inheritdoc />
    public override void Dispose() => _encoder.Dispose();

    /// <summary>The stream that the framework's encoder writes to.</summary>
    private sealed class Sink(GzipBodyEncoder encoder) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => encoder.Append(buffer);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // Nothing is kept back here.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
