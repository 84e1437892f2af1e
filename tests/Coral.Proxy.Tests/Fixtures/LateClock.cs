namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A clock whose timers fire later than they were set for.</summary>
internal sealed class LateClock(TimeProvider inner) : TimeProvider
{
    /// <summary>How late it is, compared with the timers.</summary>
    public TimeSpan Late { get; set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp() + (long)(Late.TotalSeconds * inner.TimestampFrequency);

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Late;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
