using Coral.Caching.Http;
using Coral.Proxy.Peers.Connections;

namespace Coral.Proxy.Peers;

/// <summary>A body from a peer, held to its length and its sealed end.</summary>
/// <remarks>
/// No time limit: a peer that lives may wait for a slow source, and one that does not is noticed by its connection. A
/// read that its caller cancels ends the body.
/// </remarks>
internal sealed class PeerBody : IOriginBody
{
    /// <summary>
    /// The error code with which a peer ends a stream whose bytes turned out to be altered: all of them are given up.
    /// </summary>
    /// <remarks>
    /// No code of RFC 9113, section 7, says that; one that is not known there is treated as any other.
    /// </remarks>
    public const int GivenUp = 0x436F_7261;

    private readonly HttpResponseMessage _response;
    private readonly PeerConnectionUse _lease;
    private readonly Stream _stream;
    private readonly PeerBodyEnd _end;
    private readonly PeerMetrics _metrics;
    private long _received;
    private BodyRead? _ended;

    /// <summary>Creates a body.</summary>
    /// <param name="reply">The response, which the body owns from now on.</param>
    /// <param name="stream">The body of the response, with framing removed.</param>
    /// <param name="length">The length in bytes, where it is known.</param>
    /// <param name="end">The check of the end, by its sealed trailer.</param>
    /// <param name="metrics">The counter of bytes received.</param>
    public PeerBody(UnverifiedResponse reply, Stream stream, long? length, PeerBodyEnd end, PeerMetrics metrics)
    {
        _response = reply.Response;
        _lease = reply.Lease.Share();
        _stream = stream;
        Length = length;
        _end = end;
        _metrics = metrics;
    }

    /// <inheritdoc />
    public long? Length { get; }

    /// <inheritdoc />
    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        cancellationToken.ThrowIfCancellationRequested();
        if (_ended is { } ended)
        {
            return ended;
        }

        try
        {
            return Classify(await _stream.ReadAsync(buffer, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            End(BodyRead.Failed(FetchFailure.ConnectionLost));
            cancellationToken.ThrowIfCancellationRequested();
            return _ended!.Value;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            var isGivenUp = exception.GetBaseException() is HttpProtocolException { ErrorCode: GivenUp };
            return End(BodyRead.Failed(isGivenUp ? FetchFailure.WrongDigest : FetchFailure.ConnectionLost));
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        End(_ended ?? BodyRead.Failed(FetchFailure.ConnectionLost));
        return ValueTask.CompletedTask;
    }

    private BodyRead Classify(int bytes)
    {
        if (bytes == 0)
        {
            return End(
                _received < Length ? BodyRead.Failed(FetchFailure.ConnectionLost)
                : _end.IsGood(_received) ? BodyRead.End
                : BodyRead.Failed(FetchFailure.BadResponse)
            );
        }

        _received += bytes;
        _metrics.Received(bytes);
        if (_received > Length)
        {
            return End(BodyRead.Failed(FetchFailure.BadResponse));
        }

        return new BodyRead(bytes, null);
    }

    private BodyRead End(BodyRead how)
    {
        _ended = how;
        _response.Dispose();
        _lease.Dispose();
        return how;
    }
}
