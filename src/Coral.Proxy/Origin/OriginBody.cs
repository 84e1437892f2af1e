using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>A response body from the network, held to its declared length and the idle limit.</summary>
/// <remarks>A read that its caller cancels ends the body: the rest of it cannot be had any more.</remarks>
internal sealed class OriginBody : IOriginBody
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly OriginOptions _options;
    private readonly OriginMetrics _metrics;
    private readonly CancellationTokenSource _idle;
    private long _received;
    private BodyRead? _ended;

    /// <summary>Creates a body.</summary>
    /// <param name="response">Owned by the body from now on.</param>
    /// <param name="stream">The body of <paramref name="response"/>.</param>
    /// <param name="length">The declared length in bytes, if there is one.</param>
    /// <param name="options">The limit on idle time.</param>
    /// <param name="metrics">The counters of bytes and broken bodies.</param>
    public OriginBody(
        HttpResponseMessage response,
        Stream stream,
        long? length,
        OriginOptions options,
        OriginMetrics metrics,
        TimeProvider clock
    )
    {
        _response = response;
        _stream = stream;
        Length = length;
        _options = options;
        _metrics = metrics;
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
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
            return Classify(await ReadWithinLimitAsync(buffer, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            _ended = BodyRead.Failed(FetchFailure.ConnectionLost);
            cancellationToken.ThrowIfCancellationRequested();
            return Break(FetchFailure.BodyTimedOut);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return Break(OriginFailures.Of(exception));
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _ended ??= BodyRead.Failed(FetchFailure.ConnectionLost);
        _response.Dispose();
        _idle.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> ReadWithinLimitAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = _stream.ReadAsync(buffer, _idle.Token);
        if (read.IsCompleted)
        {
            return await read;
        }

        _idle.CancelAfter(_options.BodyIdleTimeLimit);
        using (cancellationToken.UnsafeRegister(static idle => ((CancellationTokenSource)idle!).Cancel(), _idle))
        {
            var bytes = await read;
            _idle.CancelAfter(Timeout.InfiniteTimeSpan);
            return bytes;
        }
    }

    /// <summary>
    /// The result of a read of <paramref name="bytes"/>, or of the end, by the length and the limits.
    /// </summary>
    private BodyRead Classify(int bytes)
    {
        if (bytes == 0)
        {
            return _received < Length ? Break(FetchFailure.ConnectionLost) : (_ended = BodyRead.End).Value;
        }

        _received += bytes;
        _metrics.Received(bytes);
        if (_received > Length)
        {
            return Break(FetchFailure.BadResponse);
        }

        return new BodyRead(bytes, null);
    }

    private BodyRead Break(FetchFailure failure)
    {
        _metrics.Broken(failure);
        _response.Dispose();
        var read = BodyRead.Failed(failure);
        _ended = read;
        return read;
    }
}
