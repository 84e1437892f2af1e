namespace Coral.Caching.Transfers;

/// <summary>The right to one request at an origin, until disposed. Harmless when disposed again.</summary>
/// <param name="requestedAt">The timestamp of the acquisition, after which the request is sent.</param>
internal sealed class OriginPermit(
    OriginConcurrencyLimiter limiter,
    string origin,
    OriginConcurrencyLimiter.Line line,
    long requestedAt
) : IDisposable
{
    private int _disposed;
    private int _reported;

    /// <summary>
    /// Tells the limiter how the origin bears its requests, at the header or the failure. Counts once.
    /// </summary>
    /// <param name="status">The status of the response; <see langword="null"/> for a failure.</param>
    public void Report(int? status)
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0)
        {
            limiter.Report(line, requestedAt, isRefusal: status is null or 429 or >= 500);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            limiter.Exit(origin, line);
        }
    }
}
