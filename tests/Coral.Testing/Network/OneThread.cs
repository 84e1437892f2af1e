using System.Collections.Concurrent;

namespace Coral.Testing.Network;

/// <summary>Keeps asynchronous work on the thread that began it.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

    /// <summary>Runs work to its end.</summary>
    public static T Run<T>(Func<Task<T>> work)
    {
        var former = Current;
        var context = new OneThread();
        SetSynchronizationContext(context);
        try
        {
            var working = work();
            _ = working.ContinueWith(
                _ => context._queue.CompleteAdding(),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
            foreach (var (callback, state) in context._queue.GetConsumingEnumerable())
            {
                callback(state);
            }

            return working.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(former);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));
}
