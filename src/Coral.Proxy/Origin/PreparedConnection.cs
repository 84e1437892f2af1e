namespace Coral.Proxy.Origin;

/// <summary>One connection that is being made, or waits for its request.</summary>
internal sealed class PreparedConnection
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _taken;

    /// <summary>The result of connecting.</summary>
    public TaskCompletionSource<DialResult> Dialled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Called when the connection is open and idle: it is closed after <paramref name="time"/> unless a request takes
    /// it.
    /// </summary>
    public void CloseAfter(TimeSpan time, TimeProvider clock, Action close)
    {
        lock (_lock)
        {
            if (!_taken)
            {
                _timer = clock.CreateTimer(static close => ((Action)close!)(), close, time, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Called when a request takes the connection: it is no longer closed for idling.</summary>
    public void Taken()
    {
        lock (_lock)
        {
            _taken = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Closes a connection that no request will use, now or once it is open.</summary>
    public void Abandon()
    {
        Taken();
        _ = CloseAsync();
    }

    private async Task CloseAsync()
    {
        if ((await Dialled.Task).Stream is { } stream)
        {
            await stream.DisposeAsync();
        }
    }
}
