namespace Coral.Node.Logging;

/// <summary>
/// A limit of one log line a period for an event that strangers can cause. Any thread; allocates nothing.
/// </summary>
/// <param name="period">The least time between two lines.</param>
internal sealed class LogThrottle(TimeSpan period, TimeProvider clock)
{
    private readonly long _period = (long)(period.TotalSeconds * clock.TimestampFrequency);
    private long _nextAt = long.MinValue;
    private long _held;

    /// <summary>Counts an event.</summary>
    /// <param name="held">Events since the last line that got none of their own.</param>
    /// <returns>True if this event may be logged.</returns>
    public bool TryPass(out long held)
    {
        var now = clock.GetTimestamp();
        var next = Volatile.Read(ref _nextAt);
        if (now < next || Interlocked.CompareExchange(ref _nextAt, now + _period, next) != next)
        {
            Interlocked.Increment(ref _held);
            held = 0;
            return false;
        }

        held = Interlocked.Exchange(ref _held, 0);
        return true;
    }
}
