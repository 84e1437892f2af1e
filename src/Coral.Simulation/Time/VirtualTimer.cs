namespace Coral.Simulation.Time;

/// <summary>
/// A timer on the <see cref="VirtualClock"/>. A change or a disposal outdates what is already queued.
/// </summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private int _version;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _version++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Arm(dueTime);
        }

        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        _version++;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan delay) => clock.Schedule(delay, Fire, _version);

    private void Fire(object? armedVersion)
    {
        if ((int)armedVersion! != _version)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            Arm(_period);
        }

        callback(state);
    }
}
