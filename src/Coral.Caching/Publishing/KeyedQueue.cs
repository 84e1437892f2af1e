using Coral.Core.Concurrency;
using Coral.Core.Identity;

namespace Coral.Caching.Publishing;

/// <summary>Work in the index: a few at a time, and for each key one after another. Safe for concurrent use.</summary>
internal sealed class KeyedQueue(int atOnce)
{
    private readonly FairQuota _slots = new(atOnce);
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Task> _last = [];

    /// <summary>The keys with work to do.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _last.Count;
            }
        }
    }

    /// <summary>Does <paramref name="work"/> when the earlier work for the key is done.</summary>
    /// <remarks>Work that is cancelled, by its own token or because the index stops, is work done.</remarks>
    public Task RunAsync(Key key, Func<Task> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task task;
        lock (_lock)
        {
            task = RunAsync(_last.GetValueOrDefault(key, Task.CompletedTask), start.Task, work);
            _last[key] = task;
        }

        start.SetResult();
        _ = CleanAsync(key, task);
        return task;
    }

    /// <summary>Waits for the work for <paramref name="key"/> that has been added so far.</summary>
    public Task IdleAsync(Key key)
    {
        lock (_lock)
        {
            return _last.GetValueOrDefault(key, Task.CompletedTask);
        }
    }

    private async Task RunAsync(Task before, Task start, Func<Task> work)
    {
        await start;
        await before;
        await _slots.AcquireAsync(1, CancellationToken.None);
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The work was cancelled, which ends it as any other end does: the next one for the key follows.
        }
        finally
        {
            _slots.Release(1);
        }
    }

    private async Task CleanAsync(Key key, Task task)
    {
        await task;
        lock (_lock)
        {
            if (_last.GetValueOrDefault(key) == task)
            {
                _last.Remove(key);
            }
        }
    }
}
