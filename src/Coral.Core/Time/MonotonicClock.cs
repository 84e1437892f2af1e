namespace Coral.Core.Time;

/// <summary>Monotonic time since a start: no change of the wall clock moves its deadlines. Any thread.</summary>
/// <param name="provider">The source of timestamps; the clock starts at that of the construction.</param>
public sealed class MonotonicClock(TimeProvider provider)
{
    private readonly long _start = (provider ?? throw new ArgumentNullException(nameof(provider))).GetTimestamp();

    /// <summary>The source, for timers, delays and the date.</summary>
    public TimeProvider Provider { get; } = provider;

    /// <summary>The time passed since the start.</summary>
    public TimeSpan Now => Provider.GetElapsedTime(_start);

    /// <summary>The place on this scale of a timestamp of the source.</summary>
    public TimeSpan At(long timestamp) => Provider.GetElapsedTime(_start, timestamp);
}
