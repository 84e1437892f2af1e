namespace Coral.Proxy.Origin;

/// <summary>
/// An HTTP/1.1 connection that tells the framework's handler when to repeat a request to an origin, and when not, and
/// shows it headers in order.
/// </summary>
/// <remarks>
/// The handler repeats a request, on another connection and up to three times, when one ends in order before the first
/// byte of a response, and not when one breaks. That is wrong twice over. An origin that closes a new connection
/// instead of answering has had its request: it would be hit four times. A kept connection that breaks as we write has
/// most likely been given up by the origin a moment ago: it never saw the request, and a repetition is right (RFC 9112,
/// section 9.3.1). So, before the first byte of a response: the end of a connection that never answered is an error,
/// and an error of one that has answered before is its end. One request at a time uses a connection; its reads and
/// writes may overlap. A request has no body: an empty line ends it, and what is written next is another.
/// </remarks>
/// <param name="maxHeaderBytes">The largest header of a response.</param>
internal sealed class ConnectionStream(Stream inner, int maxHeaderBytes) : ForwardingStream(inner)
{
    private readonly ResponseHeadFilter _heads = new(maxHeaderBytes);
    private volatile bool _hasResponded;
    private volatile bool _awaitsResponse;
    private volatile bool _gone;
    private int _endMatched = EndOfRequest.Length;

    private static ReadOnlySpan<byte> EndOfRequest => "\r\n\r\n"u8;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_heads.HasReady)
        {
            var bytes = await ReceiveAsync(buffer, cancellationToken);
            if (buffer.Length == 0 || !_heads.IsInHead)
            {
                return bytes;
            }

            if (bytes > 0)
            {
                _heads.Feed(buffer.Span[..bytes]);
                continue;
            }

            _heads.End();
            if (!_heads.HasReady)
            {
                return 0;
            }
        }

        return _heads.Take(buffer.Span);
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        Follow(buffer.Span);
        _awaitsResponse = true;
        try
        {
            await Inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException) when (_hasResponded)
        {
            _gone = true;
        }
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_gone)
        {
            return 0;
        }

        int bytes;
        try
        {
            bytes = await Inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException) when (_awaitsResponse && _hasResponded)
        {
            _gone = true;
            return 0;
        }

        if (bytes > 0)
        {
            _hasResponded = true;
            _awaitsResponse = false;
        }
        else if (buffer.Length > 0 && _awaitsResponse && !_hasResponded)
        {
            throw new IOException("The origin closed a new connection without an answer.");
        }

        return bytes;
    }

    /// <summary>Follows what is written to the end of each request; the first byte behind it begins the next.</summary>
    private void Follow(ReadOnlySpan<byte> written)
    {
        foreach (var next in written)
        {
            if (_endMatched == EndOfRequest.Length)
            {
                _heads.Begin(InterimFlow.Current);
                _endMatched = 0;
            }

            _endMatched =
                next == EndOfRequest[_endMatched] ? _endMatched + 1
                : next == '\r' ? 1
                : 0;
        }
    }
}
