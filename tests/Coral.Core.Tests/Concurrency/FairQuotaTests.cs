using Coral.Core.Concurrency;

namespace Coral.Core.Tests.Concurrency;

public sealed class FairQuotaTests
{
    private readonly FairQuota _quota = new(10);

    [Fact(Timeout = 30_000)]
    public async Task AcquireAsync_NothingLeft_WaitsInOrderOfArrival()
    {
        await _quota.AcquireAsync(10, CancellationToken.None);
        var large = _quota.AcquireAsync(6, CancellationToken.None);
        var small = _quota.AcquireAsync(1, CancellationToken.None);

        _quota.Release(5);
        Assert.False(large.IsCompleted || small.IsCompleted);
        Assert.False(_quota.TryAcquire(1));
        _quota.Release(2);

        await Task.WhenAll(large, small);
        Assert.Equal(10, _quota.Taken);
    }

    [Fact(Timeout = 30_000)]
    public async Task AcquireAsync_FirstInLineGivesUp_TheNextIsServedAtOnce()
    {
        await _quota.AcquireAsync(8, CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        var large = _quota.AcquireAsync(9, leaving.Token);
        var small = _quota.AcquireAsync(2, CancellationToken.None);
        Assert.False(small.IsCompleted);

        await leaving.CancelAsync();

        await small;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        Assert.Equal(10, _quota.Taken);
    }

    [Fact(Timeout = 30_000)]
    public async Task AcquireAsync_CancelledBefore_TakesNothing()
    {
        _quota.Take(10);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _quota.AcquireAsync(1, new CancellationToken(canceled: true))
        );

        _quota.Release(10);
        Assert.Equal(0, _quota.Taken);
    }

    [Fact]
    public void Take_BeyondTheCapacity_DelaysLaterCallers()
    {
        _quota.Take(15);

        _quota.Release(5);

        Assert.False(_quota.TryAcquire(1));
    }

    [Fact(Timeout = 60_000)]
    public async Task AcquireAsync_ManyThreadsAndCancellations_LendsNoMoreThanThereIsAndLosesNothing()
    {
        var taken = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() => WorkAsync(seed))));

        Assert.InRange(most, 1, 10);
        Assert.Equal(0, _quota.Taken);
        Assert.True(_quota.TryAcquire(10));

        async Task WorkAsync(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 3000; i++)
            {
                var amount = random.Next(1, 6);
                using var leaving = new CancellationTokenSource();
                var acquiring = _quota.AcquireAsync(amount, leaving.Token);
                if (random.Next(3) == 0)
                {
                    await leaving.CancelAsync();
                }

                try
                {
                    await acquiring;
                }
                catch (OperationCanceledException)
                {
                    continue;
                }

                var now = Interlocked.Add(ref taken, amount);
                InterlockedMax(ref most, now);
                await Task.Yield(); // The others have their turn while this is taken. Nothing is waited for.
                Interlocked.Add(ref taken, -amount);
                _quota.Release(amount);
            }
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
