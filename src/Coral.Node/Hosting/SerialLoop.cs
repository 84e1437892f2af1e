using System.Collections.Concurrent;

namespace Coral.Node.Hosting;

/// <summary>
/// Runs what is posted to it one after another, on threads of the pool: the loop that owns a piece of state.
/// </summary>
/// <remarks>
/// What runs in virtual time on one thread runs here unchanged: code that was started on the loop comes back to it
/// after every await, and never runs beside other code of the loop. No thread is held while there is nothing to do.
/// </remarks>
public sealed class SerialLoop : SynchronizationContext, IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _isScheduled;

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state)
    {
        _queue.Enqueue((d, state));
        Schedule();
    }

    /// <summary>Not offered: waiting for a loop from outside is how deadlocks are made.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <inheritdoc />
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs <paramref name="work"/> on the loop. Any thread; the caller goes on where it came from.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = PassOnAsync(work, done), null);
        return done.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (_queue.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);

            // What was posted between the last look and this line found the loop scheduled, and left it to us. A full
            // fence: a processor may read the queue before a plain write of ours is seen, and both would look away.
            Interlocked.Exchange(ref _isScheduled, 0);
            if (!_queue.IsEmpty)
            {
                Schedule();
            }
        }
    }

    private static async Task PassOnAsync<T>(Func<Task<T>> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(await work());
        }
        catch (OperationCanceledException ex)
        {
            done.SetCanceled(ex.CancellationToken);
        }
        catch (Exception ex)
        {
            done.SetException(ex);
        }
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
