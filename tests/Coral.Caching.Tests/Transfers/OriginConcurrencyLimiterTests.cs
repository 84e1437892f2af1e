using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

public sealed class OriginConcurrencyLimiterTests
{
    private readonly OriginConcurrencyLimiter _gate = new(slotsPerOrigin: 2);

    [Fact(Timeout = 30_000)]
    public async Task EnterAsync_CapReached_WaitsForASlotOfThatOriginOnly()
    {
        var first = await _gate.AcquireAsync("http://a", CancellationToken.None);
        await _gate.AcquireAsync("http://a", CancellationToken.None);
        var third = _gate.AcquireAsync("http://a", CancellationToken.None);
        await _gate.AcquireAsync("http://b", CancellationToken.None);
        Assert.False(third.IsCompleted);

        first.Dispose();

        await third;
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_Twice_GivesBackOneSlot()
    {
        var first = await _gate.AcquireAsync("http://a", CancellationToken.None);
        await _gate.AcquireAsync("http://a", CancellationToken.None);

        first.Dispose();
        first.Dispose();

        await _gate.AcquireAsync("http://a", CancellationToken.None);
        Assert.False(_gate.AcquireAsync("http://a", CancellationToken.None).IsCompleted);
    }

    [Fact(Timeout = 30_000)]
    public async Task Count_AfterAllHaveLeftOrGivenUp_IsZero()
    {
        var inside = new[] { _gate.AcquireAtOnce("http://a"), _gate.AcquireAtOnce("http://a") };
        using var leaving = new CancellationTokenSource();
        var waiting = _gate.AcquireAsync("http://a", leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        inside[0].Dispose();
        Assert.Equal(1, _gate.Count);
        inside[1].Dispose();

        Assert.Equal(0, _gate.Count);
    }
}
