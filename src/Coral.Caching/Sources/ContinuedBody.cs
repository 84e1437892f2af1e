using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Sources;

/// <summary>
/// A body whose beginning came from an earlier source: those bytes are skipped, and compared with what came before
/// where the new source sends all of them.
/// </summary>
/// <param name="inner">The body from the new source.</param>
/// <param name="skip">The number of bytes to drop at the start.</param>
/// <param name="prefix">
/// The SHA-256 that the skipped bytes must have; empty where they are only a part of what came before.
/// </param>
internal sealed class ContinuedBody(IOriginBody inner, long skip, ReadOnlyMemory<byte> prefix) : CountedBody(inner)
{
    private long _left = skip;

    /// <inheritdoc />
    public override async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_left > 0 && await SkipAsync(cancellationToken) is { } failed)
        {
            return failed;
        }

        return await ReceiveAsync(buffer, cancellationToken);
    }

    private async ValueTask<BodyRead?> SkipAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var spare = new byte[StoredBody.SegmentBytes];
        while (_left > 0)
        {
            var read = await ReceiveAsync(spare.AsMemory(0, (int)Math.Min(_left, spare.Length)), cancellationToken);
            if (read.Bytes == 0)
            {
                return Break(read.Failure is null ? PeerOutcome.WrongLength : PeerOutcome.Lost);
            }

            hash.AppendData(spare, 0, read.Bytes);
            _left -= read.Bytes;
        }

        return prefix.IsEmpty || hash.GetHashAndReset().AsSpan().SequenceEqual(prefix.Span)
            ? null
            : Break(PeerOutcome.OtherVersion);
    }
}
