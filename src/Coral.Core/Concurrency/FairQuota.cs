namespace Coral.Core.Concurrency;

/// <summary>A quantity lent out in order of arrival. Safe for concurrent use.</summary>
/// <remarks>
/// First come, first served: a small request waits behind a large one that does not fit yet.
/// </remarks>
public sealed class FairQuota(long capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private long _capacity = capacity;
    private long _taken;

    /// <summary>The amount that is lent out.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes <paramref name="amount"/> at once, if it fits and nobody waits.</summary>
    public bool TryAcquire(long amount)
    {
        lock (_lock)
        {
            return TryAcquire_NeedsLock(amount);
        }
    }

    /// <summary>Takes <paramref name="amount"/>, waiting behind all that came before.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting; then nothing was taken.</exception>
    public async Task AcquireAsync(long amount, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> place;
        lock (_lock)
        {
            if (TryAcquire_NeedsLock(amount))
            {
                return;
            }

            place = _waiters.AddLast(new Waiter(amount));
        }

        using var registration = cancellationToken.Register(() => GiveUp(place, cancellationToken));
        await place.Value.Task;
    }

    /// <summary>Takes <paramref name="amount"/> even where it does not fit: it is in use already.</summary>
    public void Take(long amount)
    {
        lock (_lock)
        {
            _taken += amount;
        }
    }

    /// <summary>Lends at most <paramref name="size"/> from now on; what is lent out stays so.</summary>
    public void Resize(long size)
    {
        lock (_lock)
        {
            _capacity = size;
            Lend_NeedsLock();
        }
    }

    /// <summary>Gives <paramref name="amount"/> back, to the longest waiting first.</summary>
    public void Release(long amount)
    {
        lock (_lock)
        {
            _taken -= amount;
            Lend_NeedsLock();
        }
    }

    private bool TryAcquire_NeedsLock(long amount)
    {
        if (_waiters.Count > 0 || _taken + amount > _capacity)
        {
            return false;
        }

        _taken += amount;
        return true;
    }

    private void GiveUp(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return;
            }

            _waiters.Remove(place);
            Lend_NeedsLock();
        }

        place.Value.SetCanceled(cancellationToken);
    }

    private void Lend_NeedsLock()
    {
        while (_waiters.First is { } first && _taken + first.Value.Amount <= _capacity)
        {
            _waiters.RemoveFirst();
            _taken += first.Value.Amount;
            first.Value.SetResult();
        }
    }

    private sealed class Waiter(long amount) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Amount => amount;
    }
}
