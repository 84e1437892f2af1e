namespace Coral.Node.Hosting;

/// <summary>A clock whose timers fire on a loop.</summary>
/// <param name="inner">The source of the time.</param>
/// <param name="loop">Runs the callbacks of timers.</param>
public sealed class LoopClock(TimeProvider inner, SerialLoop loop) : TimeProvider
{
    /// <inheritdoc />
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    /// <inheritdoc />
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var post = new SendOrPostCallback(callback);
        return inner.CreateTimer(given => loop.Post(post, given), state, dueTime, period);
    }
}
