namespace Coral.Dns.Resolvers;

/// <summary>
/// Bounds of lookups and probes: queries can name any number of networks, and must not load the index.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
/// <param name="maxConcurrent">At the same time.</param>
/// <param name="maxPerSecond">A second; as many may come at once.</param>
internal sealed class DiscoveryBudget(int maxConcurrent, int maxPerSecond)
{
    private readonly long _cost = TimeSpan.TicksPerSecond / maxPerSecond;
    private int _running;
    private long _nextAt = -TimeSpan.TicksPerSecond;

    /// <summary>Takes one; <see cref="Release"/> gives it back when it has ended.</summary>
    /// <param name="now">The uptime.</param>
    public bool TryTake(TimeSpan now)
    {
        if (Interlocked.Increment(ref _running) <= maxConcurrent && TryPass(now))
        {
            return true;
        }

        Release();
        return false;
    }

    /// <summary>Ends one.</summary>
    public void Release() => Interlocked.Decrement(ref _running);

    private bool TryPass(TimeSpan now)
    {
        var seen = Volatile.Read(ref _nextAt);
        var next = Math.Max(seen, now.Ticks - TimeSpan.TicksPerSecond) + _cost;
        return next <= now.Ticks && Interlocked.CompareExchange(ref _nextAt, next, seen) == seen;
    }
}
