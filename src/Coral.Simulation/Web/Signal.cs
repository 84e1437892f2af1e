namespace Coral.Simulation.Web;

/// <summary>Wakes the one who waits for something to happen. Single-threaded.</summary>
internal sealed class Signal
{
    private TaskCompletionSource? _waiter;

    /// <summary>Waits for the next <see cref="Set"/>.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var waiter = _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        await waiter.Task;
    }

    /// <summary>Wakes whoever waits now.</summary>
    public void Set()
    {
        _waiter?.TrySetResult();
        _waiter = null;
    }
}
