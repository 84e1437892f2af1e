namespace Coral.Core.Concurrency;

/// <summary>
/// An event that wakes all who wait for its next pulse. Safe for concurrent use; a pulse runs no continuation itself.
/// </summary>
/// <remarks>
/// Each has a completion of its own, awaited directly: <c>Task.WaitAsync(token)</c> on a shared completion that runs
/// its continuations asynchronously goes through the thread pool, and so leaves the simulator.
/// </remarks>
public sealed class AsyncEvent
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();

    /// <summary>The number of waiters.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits for the next <see cref="Pulse"/>. The place is taken before this returns.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var place = new LinkedListNode<TaskCompletionSource>(
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        lock (_lock)
        {
            _waiting.AddLast(place);
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(place, cancellationToken) : place.Value.Task;
    }

    /// <summary>Wakes all current waiters.</summary>
    public void Pulse()
    {
        lock (_lock)
        {
            foreach (var waiter in _waiting)
            {
                waiter.TrySetResult();
            }

            _waiting.Clear();
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => GiveUp(place, cancellationToken));
        await place.Value.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            place.List?.Remove(place);
        }

        place.Value.TrySetCanceled(cancellationToken);
    }
}
