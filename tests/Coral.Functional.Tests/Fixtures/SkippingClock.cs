namespace Coral.Functional.Tests.Fixtures;

/// <summary>
/// The system's clock, which a test may push forward. Timers due in the time skipped run at once. Thread-safe.
/// </summary>
internal sealed class SkippingClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<SkippingTimer> _timers = [];
    private long _skippedTicks;

    private TimeSpan Skipped => TimeSpan.FromTicks(Volatile.Read(ref _skippedTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Skipped;

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(Skipped.TotalSeconds * System.TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippingTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Pushes this clock forward.</summary>
    public void Skip(TimeSpan time)
    {
        SkippingTimer[] timers;
        lock (_gate)
        {
            _skippedTicks += time.Ticks;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Rearm();
        }
    }

    private void Add(SkippingTimer timer)
    {
        lock (_gate)
        {
            _timers.Add(timer);
        }
    }

    private void Remove(SkippingTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class SkippingTimer : ITimer
    {
        private readonly SkippingClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly Timer _timer;
        private readonly Lock _gate = new();
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public SkippingTimer(SkippingClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _timer = new Timer(_ => Fire());
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _period = period;
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
            }

            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                _clock.Remove(this);
            }
            else
            {
                _clock.Add(this);
            }

            return Rearm();
        }

        public bool Rearm()
        {
            lock (_gate)
            {
                var wait = _due - _clock.GetUtcNow();
                return _timer.Change(
                    wait switch
                    {
                        null => Timeout.InfiniteTimeSpan,
                        { } time when time < TimeSpan.Zero => TimeSpan.Zero,
                        { } time => time,
                    },
                    Timeout.InfiniteTimeSpan
                );
            }
        }

        public void Dispose()
        {
            _clock.Remove(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock.Remove(this);
            return _timer.DisposeAsync();
        }

        private void Fire()
        {
            lock (_gate)
            {
                if (_due is not { } due || due > _clock.GetUtcNow())
                {
                    // The system's timer runs a little early now and then: wait for the rest.
                    Rearm();
                    return;
                }

                _due = _period > TimeSpan.Zero ? due + _period : null;
                if (_due is null)
                {
                    _clock.Remove(this);
                }
                else
                {
                    Rearm();
                }
            }

            _callback(_state);
        }
    }
}
