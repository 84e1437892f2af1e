using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Sources;

/// <summary>The body of a peer's complete copy: every chunk is checked before a byte of it is passed on.</summary>
/// <param name="inner">The body of the peer, not yet verified.</param>
/// <param name="digests">The digests of the chunks, from a sealed header.</param>
/// <param name="start">The offset at which the inner body begins: that of a chunk.</param>
/// <param name="offset">The offset at which the reader begins: bytes before it are verified and dropped.</param>
internal sealed class VerifiedBody(IOriginBody inner, ContentDigests digests, long start, long offset)
    : CountedBody(inner)
{
    private readonly byte[] _more = new byte[1];
    private byte[]? _spare;
    private ReadOnlyMemory<byte> _checked;
    private long _at = start;

    /// <inheritdoc />
    /// <remarks>
    /// A chunk goes straight into a buffer that takes it whole; else through one of our own, so that nothing unchecked
    /// lies where others read.
    /// </remarks>
    public override async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_checked.IsEmpty)
        {
            if (_at == digests.Length)
            {
                return await EndAsync(cancellationToken);
            }

            var length = (int)Math.Min(StoredBody.SegmentBytes, digests.Length - _at);
            var isDirect = _at >= offset && buffer.Length >= length;
            var chunk = isDirect
                ? buffer[..length]
                : (_spare ??= new byte[StoredBody.SegmentBytes]).AsMemory(0, length);
            if (await FillAsync(chunk, cancellationToken) is { } failed)
            {
                return failed;
            }

            if (!digests.Matches((int)(_at / StoredBody.SegmentBytes), chunk.Span))
            {
                return Break(PeerOutcome.WrongChunk);
            }

            var skipped = (int)Math.Clamp(offset - _at, 0, length);
            _at += length;
            if (isDirect)
            {
                return new BodyRead(length, null);
            }

            _checked = chunk[skipped..];
        }

        var bytes = Math.Min(buffer.Length, _checked.Length);
        _checked[..bytes].CopyTo(buffer);
        _checked = _checked[bytes..];
        return new BodyRead(bytes, null);
    }

    private async ValueTask<BodyRead?> FillAsync(Memory<byte> chunk, CancellationToken cancellationToken)
    {
        while (!chunk.IsEmpty)
        {
            var read = await ReceiveAsync(chunk, cancellationToken);
            if (read.Bytes == 0)
            {
                return Break(read.Failure is null ? PeerOutcome.WrongLength : PeerOutcome.Lost);
            }

            chunk = chunk[read.Bytes..];
        }

        return null;
    }

    private async ValueTask<BodyRead> EndAsync(CancellationToken cancellationToken)
    {
        var read = await ReceiveAsync(_more, cancellationToken);
        return read.Bytes > 0 ? Break(PeerOutcome.WrongLength) : BodyRead.End;
    }
}
