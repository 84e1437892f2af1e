namespace Coral.Dns.Resolvers;

/// <summary>
/// The bounds of lookups and probes, since queries can name any number of networks, and must not load the index.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
/// <param name="maxConcurrent">Most lookups and probes at the same time.</param>
/// <param name="maxPerSecond">Most lookups and probes a second; as many may start at once.</param>
internal sealed class DiscoveryBudget(int maxConcurrent, int maxPerSecond)
{
    private readonly long _cost = TimeSpan.TicksPerSecond / maxPerSecond;
    private int _running;
    private long _nextAt = -TimeSpan.TicksPerSecond;

    /// <summary>Takes a place for one lookup or probe; <see cref="Release"/> returns it at its end.</summary>
    public bool TryTake(TimeSpan now)
    {
        if (Interlocked.Increment(ref _running) <= maxConcurrent && TryPass(now))
        {
            return true;
        }

        Release();
        return false;
    }

    /// <summary>Returns the place of a lookup or probe that has ended.</summary>
    public void Release() => Interlocked.Decrement(ref _running);

    private bool TryPass(TimeSpan now)
    {
        var seen = Volatile.Read(ref _nextAt);
        var next = Math.Max(seen, now.Ticks - TimeSpan.TicksPerSecond) + _cost;
        return next <= now.Ticks && Interlocked.CompareExchange(ref _nextAt, next, seen) == seen;
    }
}
