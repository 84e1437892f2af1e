using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>Responses that may not, or need not, answer more than one.</summary>
public sealed class UnsharedTests : IDisposable
{
    private const int Cap = 16;

    private readonly CacheFixture _node = new(new CacheOptions { UnsharedPerOrigin = Cap, MaxUnsharedPerOrigin = Cap });

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData("private", 0.3)]
    [InlineData("no-store", 1)]
    [InlineData("private", 7)]
    public void GetAsync_CrowdOnAPrivateObject_KeepsToTheLimitAndWaitsShortly(string said, double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", said)) with { HeaderAfter = time };

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(200, "/mine"));

        Assert.Equal(200, _node.Web.Hits);
        Assert.Equal(Cap, _node.Web.MostBusy);
        Assert.All(crowd, client => Assert.Equal(1000, client.Bytes));
        Assert.True(crowd.Max(client => client.EndAfter) <= (1 + Math.Ceiling(199.0 / Cap)) * time);
        Assert.Equal(0, _node.Store.Count);
    }

    [Fact]
    public void GetAsync_PrivateWithALongBody_CountsTheFirstRequestUnderTheCapToo()
    {
        _node.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "private")) with
            {
                ChunkBytes = 100,
                ChunkAfter = TimeSpan.FromSeconds(1),
            };

        _node.Clock.Run(() => _node.CrowdAsync(60, "/mine"));

        Assert.Equal(Cap, _node.Web.MostBusy);
    }

    [Fact]
    public void GetAsync_KnownNotToBeShared_WaitsForNoOtherHeader()
    {
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "private"));

        var crowd = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/mine");
            return await _node.CrowdAsync(Cap, "/mine");
        });

        Assert.All(crowd, client => Assert.Equal(TimeSpan.FromSeconds(1), client.EndAfter));
        Assert.All(crowd, client => Assert.Equal("bypass", client.Status.Forward));
    }

    [Fact]
    public void GetAsync_TimeHasPassedSinceItWasFoundPrivate_IsSharedAgainIfItMay()
    {
        _node.Web.Answer = (_, number) => number == 1 ? Script.Ok(("Cache-Control", "private")) : Script.Cacheable();

        _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/mine");
            await Task.Delay(_node.Options.UnsharedMemory, _node.Clock);
            await _node.CrowdAsync(100, "/mine");
        });

        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_NoLongerPrivate_OneResponseServesAllWaitingForAPermit()
    {
        _node.Web.Answer = (_, number) => number == 1 ? Script.Ok(("Cache-Control", "private")) : Script.Cacheable();

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(200, "/mine"));

        Assert.Equal(1 + Cap, _node.Web.Hits);
        Assert.All(crowd, client => Assert.Equal(1000, client.Bytes));
    }

    [Fact]
    public void GetAsync_FromTwoOrigins_OneDoesNotWaitForTheOther()
    {
        _node.Web.Answer = (request, _) =>
            Script.Ok(("Cache-Control", "private")) with
            {
                HeaderAfter = TimeSpan.FromSeconds(request.Key.Origin == CacheFixture.Origin ? 100 : 1),
            };

        var other = _node.Clock.Run(async () =>
        {
            var crowd = _node.CrowdAsync(40, "/mine");
            await _node.Wait(150);
            var key = new CacheKey("http://other.org", "/");
            var other = await _node.GetAsync(
                new CacheRequest(key, IsHead: false, FieldList.Empty),
                CancellationToken.None
            );
            await crowd;
            return other;
        });

        Assert.Equal(TimeSpan.FromSeconds(1), other.EndAfter);
    }

    [Fact]
    public void GetAsync_ClientStopsWaitingForAPermit_TheNextGetsIt()
    {
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "private"));

        var last = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/mine");
            var inside = _node.CrowdAsync(Cap, "/mine");
            using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(0.5), _node.Clock);
            var impatient = Enumerable
                .Range(0, 50)
                .Select(_ => _node.GetAsync(CacheFixture.Request("/mine"), leaving.Token))
                .ToList();
            var last = _node.GetAsync("/mine");
            foreach (var one in impatient)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
            }

            await inside;
            return await last;
        });

        Assert.Equal(TimeSpan.FromSeconds(2), last.EndAfter);
        Assert.Equal(1 + Cap + 1, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_CrowdOnMaxAgeZeroWithETag_SharesOneFetch()
    {
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "max-age=0"), ("ETag", "\"1\""));

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(200, "/zero"));

        Assert.Equal(1, _node.Web.Hits);
        Assert.All(crowd, client => Assert.Equal((1000, TimeSpan.FromSeconds(1)), (client.Bytes, client.EndAfter)));
    }

    [Fact]
    public void GetAsync_CrowdOnWhatNothingAllowsToStore_SharesOneFetchAndStoresNothing()
    {
        _node.Web.Answer = (_, _) => new Script { Status = 302 };

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(200, "/moved"));

        Assert.Equal((1, 0), (_node.Web.Hits, _node.Store.Count));
        Assert.All(crowd, client => Assert.Equal(302, client.Code));
        Assert.All(crowd, client => Assert.False(client.Status.Stored));
    }

    [Fact]
    public void GetAsync_AfterTheHeaderOfAnUnstorableResponse_FetchesAgain()
    {
        _node.Web.Answer = (_, _) => new Script { Status = 302, ChunkAfter = TimeSpan.FromSeconds(5) };

        _node.Clock.Run(async () =>
        {
            var first = _node.GetAsync("/moved");
            await _node.Wait(2);
            await _node.GetAsync("/moved");
            await first;
        });

        Assert.Equal(2, _node.Web.Hits);
    }
}
