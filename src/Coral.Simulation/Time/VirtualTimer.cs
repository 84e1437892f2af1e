namespace Coral.Simulation.Time;

/// <summary>
/// A timer on the <see cref="VirtualClock"/>. A change or a disposal invalidates the event that is already queued.
/// </summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private static readonly SendOrPostCallback Fire = static timer => ((VirtualTimer)timer!).Run();

    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _armed = -1;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _period = period;
        _armed = dueTime == Timeout.InfiniteTimeSpan ? -1 : clock.Schedule(dueTime, Fire, this);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        _armed = -1;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Fires the timer if this is the event that it is armed for, not an invalidated one.</summary>
    private void Run()
    {
        if (_armed != clock.Running)
        {
            return;
        }

        _armed = _period > TimeSpan.Zero ? clock.Schedule(_period, Fire, this) : -1;
        callback(state);
    }
}
