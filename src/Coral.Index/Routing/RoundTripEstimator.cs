namespace Coral.Index.Routing;

/// <summary>Smoothed round-trip time of one peer (RFC 6298, section 2), and the least ever seen.</summary>
/// <remarks>
/// Eight bytes. Callers give no samples of requests that were sent more than once (Karn's rule: it is unknown which try
/// was answered).
/// </remarks>
internal struct RoundTripEstimator
{
    private const float Alpha = 1f / 8;
    private float _smoothedMs;
    private float _minimumMs;

    /// <summary>True if there was a sample.</summary>
    public readonly bool HasSample => _minimumMs > 0;

    /// <summary>SRTT; zero without a sample.</summary>
    public readonly TimeSpan Smoothed => TimeSpan.FromMilliseconds(_smoothedMs);

    /// <summary>The least sample; clusters are judged by it, as queues only add to a round trip.</summary>
    public readonly TimeSpan Minimum => TimeSpan.FromMilliseconds(_minimumMs);

    /// <summary>Adds one measured round trip.</summary>
    public void Add(TimeSpan roundTrip)
    {
        var sample = Math.Max(0.001f, (float)roundTrip.TotalMilliseconds);
        if (!HasSample)
        {
            _smoothedMs = sample;
            _minimumMs = sample;
            return;
        }

        _smoothedMs = ((1 - Alpha) * _smoothedMs) + (Alpha * sample);
        _minimumMs = Math.Min(_minimumMs, sample);
    }

    /// <summary>
    /// The time to wait for a response: three smoothed round trips within the bounds; 1 s without a sample.
    /// </summary>
    public readonly TimeSpan Timeout(TimeSpan least, TimeSpan most)
    {
        var wait = HasSample ? TimeSpan.FromMilliseconds(3 * _smoothedMs) : TimeSpan.FromSeconds(1);
        return wait < least ? least
            : wait > most ? most
            : wait;
    }
}
