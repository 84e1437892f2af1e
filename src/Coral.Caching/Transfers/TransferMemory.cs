namespace Coral.Caching.Transfers;

/// <summary>The share of the <see cref="TransferBudget"/> that one transfer holds, released as a whole.</summary>
/// <remarks>
/// Held until the bytes are in the store, which counts them itself, or until the last reader of bytes that are not
/// stored has left. One taker; releasing is safe from any thread.
/// </remarks>
internal sealed class TransferMemory(TransferBudget budget)
{
    private readonly Lock _lock = new();
    private long _bytes;
    private bool _released;

    /// <summary>Takes <paramref name="bytes"/> more.</summary>
    /// <returns><see langword="false"/> when the node has none to spare for too long.</returns>
    public async ValueTask<bool> TryTakeAsync(int bytes, CancellationToken cancellationToken)
    {
        if (!await budget.TryTakeAsync(bytes, cancellationToken))
        {
            return false;
        }

        lock (_lock)
        {
            if (!_released)
            {
                _bytes += bytes;
                return true;
            }
        }

        budget.Release(bytes);
        return false;
    }

    /// <summary>Gives everything back. Harmless when repeated.</summary>
    public void Release()
    {
        long bytes;
        lock (_lock)
        {
            _released = true;
            bytes = _bytes;
            _bytes = 0;
        }

        if (bytes > 0)
        {
            budget.Release(bytes);
        }
    }
}
