using System.Buffers;
using System.IO.Compression;

namespace Coral.Proxy.Coding;

/// <summary>
/// <c>br</c> (RFC 7932), at a quality that costs about what gzip does, and a window that bounds its memory.
/// </summary>
internal sealed class BrotliBodyEncoder : BodyEncoder
{
    private const int Quality = 5;
    private const int WindowBits = 18;
    private readonly byte[] _room = new byte[16 * 1024];
    private BrotliEncoder _encoder = new(Quality, WindowBits);

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> bytes) => Compress(bytes, isFinal: false);

    /// <inheritdoc />
    public override void Flush()
    {
        OperationStatus status;
        do
        {
            status = _encoder.Flush(_room, out var written);
            Append(_room.AsSpan(0, written));
        } while (status == OperationStatus.DestinationTooSmall);
    }

    /// <inheritdoc />
    public override void Finish() => Compress([], isFinal: true);

    /// <inheritdoc />
    public override void Dispose() => _encoder.Dispose();

    private void Compress(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress(bytes, _room, out var consumed, out var written, isFinal);
            bytes = bytes[consumed..];
            Append(_room.AsSpan(0, written));
        } while (status == OperationStatus.DestinationTooSmall || !bytes.IsEmpty);
    }
}
