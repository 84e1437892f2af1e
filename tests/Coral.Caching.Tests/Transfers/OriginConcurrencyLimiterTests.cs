using Coral.Caching.Transfers;
using Coral.Testing.Time;

namespace Coral.Caching.Tests.Transfers;

public sealed class OriginConcurrencyLimiterTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly OriginConcurrencyLimiter _gate;

    public OriginConcurrencyLimiterTests() => _gate = new OriginConcurrencyLimiter(least: 2, most: 4, _clock);

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
    public async Task Report_AResponseInTimeWhileAllSlotsAreTaken_MakesRoomForOneMore()
    {
        var first = await _gate.AcquireAsync("http://a", CancellationToken.None);
        await _gate.AcquireAsync("http://a", CancellationToken.None);
        var third = _gate.AcquireAsync("http://a", CancellationToken.None);
        var fourth = _gate.AcquireAsync("http://a", CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(1));
        first.Report(200);
        first.Report(200);

        await third;
        Assert.False(fourth.IsCompleted);
        first.Dispose();
        await fourth;
    }

    [Theory(Timeout = 30_000)]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(null)]
    public async Task Report_ARefusal_TakesTheRoomBack(int? status)
    {
        var first = await _gate.AcquireAsync("http://a", CancellationToken.None);
        var second = await _gate.AcquireAsync("http://a", CancellationToken.None);
        var waiting = _gate.AcquireAsync("http://a", CancellationToken.None);
        first.Report(200);
        var third = await waiting;

        third.Report(status);
        first.Dispose();
        var fourth = _gate.AcquireAsync("http://a", CancellationToken.None);

        Assert.False(fourth.IsCompleted);
        second.Dispose();
        await fourth;
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
