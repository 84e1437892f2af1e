namespace Coral.Simulation.Web;

/// <summary>An async event with a single waiter. Single-threaded.</summary>
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

    /// <summary>Wakes the waiter, if there is one.</summary>
    public void Set()
    {
        _waiter?.TrySetResult();
        _waiter = null;
    }
}
