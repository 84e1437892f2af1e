namespace Coral.Transport.Dns;

/// <summary>How many of something run, at most so many; and when the last has ended. Any thread.</summary>
internal sealed class InFlightCounter(int most)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isClosed;

    /// <summary>Counts one more.</summary>
    /// <returns><see langword="false"/> when there are as many as may be, or no more may begin.</returns>
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

    /// <summary>Counts one less.</summary>
    public void End()
    {
        lock (_lock)
        {
            _count--;
            TellWithLock();
        }
    }

    /// <summary>Lets no more begin.</summary>
    /// <returns>Completes when all have ended.</returns>
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
