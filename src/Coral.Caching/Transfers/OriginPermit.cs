namespace Coral.Caching.Transfers;

/// <summary>The right to one request at an origin, until disposed. Harmless when disposed again.</summary>
internal sealed class OriginPermit(OriginConcurrencyLimiter limiter, string origin, OriginConcurrencyLimiter.Line line)
    : IDisposable
{
    private int _disposed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            limiter.Exit(origin, line);
        }
    }
}
