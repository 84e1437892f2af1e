namespace Coral.Testing.Time;

/// <summary>A clock that stands still until a test moves it, for code that runs on many threads.</summary>
/// <remarks>
/// Arm, then act, then await: a test waits with <see cref="UntilArmedAsync"/> for the timer it means to fire, moves the
/// clock with <see cref="Advance"/>, and awaits what follows. Timers fire on the thread that advances, in the order of
/// their due times. The frequency is an odd one, so that code which takes timestamps for ticks fails at once.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _waiting = [];
    private readonly DateTimeOffset _start = new(2004, 3, 29, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _elapsed;

    /// <inheritdoc />
    public override long TimestampFrequency => 3_000_000;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _start + _elapsed;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (long)(_elapsed.Ticks * (TimestampFrequency / (double)TimeSpan.TicksPerSecond));
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is due <paramref name="delay"/> from the clock's present time.</summary>
    public Task UntilArmedAsync(TimeSpan delay)
    {
        lock (_lock)
        {
            if (_armed.Exists(timer => timer.Due == _elapsed + delay))
            {
                return Task.CompletedTask;
            }

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((_elapsed + delay, armed));
            return armed.Task;
        }
    }

    /// <summary>Moves the clock on, and fires what falls due on the way, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
        {
            end = _elapsed + by;
        }

        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _elapsed = end;
        }
    }

    internal void Arm(ManualTimer timer, TimeSpan delay)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (delay == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _elapsed + delay;
            _armed.Add(timer);
            foreach (var (_, armed) in _waiting.Where(waiting => waiting.Due == timer.Due))
            {
                armed.TrySetResult();
            }
        }
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            var next = _armed.MinBy(timer => timer.Due);
            if (next is null || next.Due > end)
            {
                return null;
            }

            _armed.Remove(next);
            _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            return next;
        }
    }
}
