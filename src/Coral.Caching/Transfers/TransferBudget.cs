using Coral.Caching.Store;
using Coral.Core.Concurrency;
using Coral.Core.Time;

namespace Coral.Caching.Transfers;

/// <summary>Bounds the memory of all transfers under way. Safe for concurrent use.</summary>
internal sealed class TransferBudget(CacheOptions options, TimeProvider clock)
{
    private readonly FairQuota _bytes = new(options.TransferBytes);

    /// <summary>The bytes that transfers hold.</summary>
    public long TakenBytes => _bytes.Taken;

    /// <summary>The share of the budget that is taken: at 1, further transfers wait.</summary>
    public double Used => (double)TakenBytes / options.TransferBytes;

    /// <summary>Takes <paramref name="bytes"/>, waiting in order of arrival when the budget is used up.</summary>
    /// <returns><see langword="false"/> when <see cref="CacheOptions.TransferWait"/> passed without enough
    /// memory.</returns>
    public async ValueTask<bool> TryTakeAsync(int bytes, CancellationToken cancellationToken)
    {
        if (_bytes.TryAcquire(bytes))
        {
            return true;
        }

        using var limit = new TimeLimit(options.TransferWait, clock, cancellationToken);
        try
        {
            await _bytes.AcquireAsync(bytes, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Gives <paramref name="bytes"/> back.</summary>
    public void Release(long bytes) => _bytes.Release(bytes);
}
