namespace Coral.Proxy.Origin;

/// <summary>
/// An HTTP/1.1 connection that tells the framework's handler when to repeat a request to an origin, and when not.
/// </summary>
/// <remarks>
/// The handler repeats a request, on another connection and up to three times, when one ends in order before the first
/// byte of a response, and not when one breaks. That is wrong twice over. An origin that closes a new connection
/// instead of answering has had its request: it would be hit four times. A kept connection that breaks as we write has
/// most likely been given up by the origin a moment ago: it never saw the request, and a repetition is right (RFC 9112,
/// section 9.3.1). So, before the first byte of a response: the end of a connection that never answered is an error,
/// and an error of one that has answered before is its end. One request at a time uses a connection; its reads and
/// writes may overlap.
/// </remarks>
internal sealed class ConnectionStream(Stream inner) : ForwardingStream(inner)
{
    private volatile bool _hasResponded;
    private volatile bool _awaitsResponse;
    private volatile bool _gone;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
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

    /// <inheritdoc />
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
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
}
