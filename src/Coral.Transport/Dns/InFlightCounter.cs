namespace Coral.Transport.Dns;

/// <summary>A bounded counter of operations in flight, which can be closed and drained. Any thread.</summary>
internal sealed class InFlightCounter(int most)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isClosed;

    /// <summary>Counts an operation that begins.</summary>
    /// <returns><see langword="false"/> at the bound, or once it is closed.</returns>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (_isClosed || _count == most)
            {
                return false;
            }

            _count++;
            return true;
        }
    }

    /// <summary>Counts an operation that has ended.</summary>
    public void End()
    {
        lock (_lock)
        {
            _count--;
            TellWithLock();
        }
    }

    /// <summary>Closes the counter: no more operations begin.</summary>
    /// <returns>A task that completes when all operations have ended.</returns>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            TellWithLock();
        }

        return _ended.Task;
    }

    private void TellWithLock()
    {
        if (_isClosed && _count == 0)
        {
            _ended.TrySetResult();
        }
    }
}
