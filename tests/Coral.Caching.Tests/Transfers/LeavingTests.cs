using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>What becomes of a fetch when its followers leave.</summary>
public sealed class LeavingTests : IDisposable
{
    private readonly CacheFixture _node = new();

    public LeavingTests() =>
        _node.Web.Answer = (_, _) =>
            Script.Cacheable() with
            {
                Length = 100_000,
                ChunkBytes = 10_000,
                ChunkAfter = TimeSpan.FromSeconds(1),
            };

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(9.5)]
    public void Leave_TheFirstFollower_OthersGetEverything(double afterSeconds)
    {
        var other = _node.Clock.Run(async () =>
        {
            var starter = LeaveAfterAsync(afterSeconds);
            var other = _node.GetAsync("/a");
            await starter;
            return await other;
        });

        Assert.Equal((1, 0), (_node.Web.Hits, _node.Web.Cancelled));
        Assert.Equal(100_000, other.Bytes);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(1.5, true)]
    [InlineData(6.5, true)]
    [InlineData(7.5, false)]
    [InlineData(10.5, false)]
    public void Leave_All_EndsTheFetchUnlessOverHalfHasCome(double afterSeconds, bool ends)
    {
        _node.Clock.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LeaveAfterAsync(afterSeconds)));
            await _node.Wait(20);
        });

        Assert.Equal(ends ? 1 : 0, _node.Web.Cancelled);
        Assert.Equal(ends ? 0 : 1, _node.Store.Count);
        Assert.Equal(0, _node.Web.Busy);
    }

    [Fact]
    public void Leave_AllButTheLengthIsUnknown_EndsTheFetch()
    {
        var script = _node.Web.Answer;
        _node.Web.Answer = (request, number) => script(request, number) with { Declared = null };

        _node.Clock.Run(async () =>
        {
            await LeaveAfterAsync(10.5);
            await _node.Wait(20);
        });

        Assert.Equal((1, 0), (_node.Web.Cancelled, _node.Store.Count));
    }

    [Fact]
    public void Leave_AllButItWillNotBeStored_EndsTheFetch()
    {
        var script = _node.Web.Answer;
        _node.Web.Answer = (request, number) =>
            script(request, number) with
            {
                Fields = FieldList.Of(("Cache-Control", "private")),
            };

        _node.Clock.Run(async () =>
        {
            await LeaveAfterAsync(10.5);
            await _node.Wait(20);
        });

        Assert.Equal(1, _node.Web.Cancelled);
    }

    [Fact]
    public void GetAsync_AfterAnAbandonedFetch_StartsAnew()
    {
        var again = _node.Clock.Run(async () =>
        {
            await LeaveAfterAsync(3.5);
            return await _node.GetAsync("/a");
        });

        Assert.Equal(2, _node.Web.Hits);
        Assert.Equal(100_000, again.Bytes);
        Assert.False(again.Status.Collapsed);
    }

    [Fact]
    public void GetAsync_AfterAllLeftPastHalf_FollowsTheSameFetch()
    {
        var again = _node.Clock.Run(async () =>
        {
            await LeaveAfterAsync(8.5);
            return await _node.GetAsync("/a");
        });

        Assert.Equal(1, _node.Web.Hits);
        Assert.Equal(100_000, again.Bytes);
    }

    [Fact]
    public void Dispose_ResponseTwice_LeavesOnce()
    {
        _node.Clock.Run(async () =>
        {
            var request = CacheFixture.Request("/a");
            var first = await _node.Cache.GetAsync(request, CancellationToken.None);
            using var second = await _node.Cache.GetAsync(request, CancellationToken.None);
            first.Dispose();
            first.Dispose();
            Assert.Equal(100_000, (await BodyCheck.ReadAsync(second.Body!, CancellationToken.None)).Bytes);
        });

        Assert.Equal(0, _node.Web.Cancelled);
    }

    private async Task LeaveAfterAsync(double seconds)
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), _node.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _node.GetAsync(CacheFixture.Request("/a"), leaving.Token)
        );
    }
}
