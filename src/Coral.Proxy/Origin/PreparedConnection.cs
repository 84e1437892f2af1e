namespace Coral.Proxy.Origin;

/// <summary>One connection that is being made, or waits for its request.</summary>
internal sealed class PreparedConnection
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _taken;

    /// <summary>The result of connecting.</summary>
    public TaskCompletionSource<DialResult> Dialled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It stands, and waits.</summary>
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

    /// <summary>It waits no longer.</summary>
    public void Taken()
    {
        lock (_lock)
        {
            _taken = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Nobody will use it: closes it, now or when it stands.</summary>
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
