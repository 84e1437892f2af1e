namespace Coral.Proxy.Coding;

/// <summary>Wakes all who wait at a moment. Safe for concurrent use.</summary>
internal sealed class Wakeup
{
    private TaskCompletionSource? _waiting;

    /// <summary>Completes with the next <see cref="Pulse"/> after this call.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var waiting = Volatile.Read(ref _waiting);
        if (waiting is null)
        {
            var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = Interlocked.CompareExchange(ref _waiting, own, null) ?? own;
        }

        return waiting.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Wakes those who wait.</summary>
    public void Pulse() => Interlocked.Exchange(ref _waiting, null)?.SetResult();
}
