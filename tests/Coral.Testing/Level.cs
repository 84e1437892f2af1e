namespace Coral.Testing;

/// <summary>A number that any thread changes, and that a test waits for.</summary>
public sealed class Level
{
    private readonly Lock _lock = new();
    private readonly List<(long Value, TaskCompletionSource Reached)> _waiting = [];
    private long _value;

    /// <summary>The number now.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds to it, or takes from it.</summary>
    public void Change(long by)
    {
        lock (_lock)
        {
            var value = Interlocked.Add(ref _value, by);
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Value == value))
            {
                reached.SetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Value == value);
        }
    }

    /// <summary>Completes when the number is exactly this, now or later.</summary>
    public Task ReachesAsync(long value)
    {
        lock (_lock)
        {
            if (_value == value)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((value, reached));
            return reached.Task;
        }
    }
}
