using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>What clients get while an origin fails, and how often it is bothered.</summary>
public sealed class FailingOriginTests : IDisposable
{
    private readonly CacheFixture _node = new(new CacheOptions { UnsharedPerOrigin = 16, MaxUnsharedPerOrigin = 16 });

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(FetchFailure.NameNotResolved)]
    [InlineData(FetchFailure.ConnectFailed)]
    [InlineData(FetchFailure.ConnectTimedOut)]
    [InlineData(FetchFailure.HeaderTimedOut)]
    [InlineData(FetchFailure.BadResponse)]
    public void GetAsync_OriginFailsAndACopyIsStale_ServesTheCopy(FetchFailure failure)
    {
        _node.Web.Answer = (_, number) => number == 1 ? Script.Cacheable() : Script.Fails(failure);

        var crowd = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(3600);
            return await _node.CrowdAsync(50, "/a");
        });

        Assert.Equal(2, _node.Web.Hits);
        Assert.All(crowd, client => Assert.Equal((200, 1000), (client.Code, client.Bytes)));
        Assert.All(crowd, client => Assert.True(client.Status is { Forward: "stale", Hit: false, Ttl.Ticks: < 0 }));
        Assert.All(crowd, client => Assert.Equal(3600, client.Answer.Age.TotalSeconds, 2.0));
    }

    [Fact]
    public void GetAsync_503AndACopyIsStale_ServesTheCopyAndKeepsIt()
    {
        _node.Web.Answer = (_, number) => number == 1 ? Script.Cacheable() : Script.Cacheable() with { Status = 503 };

        var (copy, next) = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(3600);
            return (await _node.GetAsync("/a"), await _node.GetAsync("/a"));
        });

        Assert.Equal((200, 503), (copy.Code, copy.Status.ForwardStatus));
        Assert.Equal(200, next.Code);
    }

    [Theory]
    [InlineData("max-age=60, must-revalidate", 3600)]
    [InlineData("max-age=60", (25 * 3600) + 60)]
    public void GetAsync_CopyForbiddenOrTooOld_PassesTheFailureOn(string control, int seconds)
    {
        _node.Web.Answer = (_, number) =>
            number == 1 ? Script.Ok(("Cache-Control", control)) : Script.Fails(FetchFailure.HeaderTimedOut);

        var failed = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(seconds);
            return await _node.GetAsync("/a");
        });

        Assert.Null(failed.Answer.Head);
        Assert.Equal(FetchFailure.HeaderTimedOut, failed.Answer.Failure);
    }

    [Fact]
    public void GetAsync_503WithoutACopy_PassesItOnToAllFollowers()
    {
        _node.Web.Answer = (_, _) => new Script { Status = 503 };

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(50, "/a"));

        Assert.Equal((1, 0), (_node.Web.Hits, _node.Store.Count));
        Assert.All(crowd, client => Assert.Equal((503, 1000), (client.Code, client.Bytes)));
    }

    [Theory]
    [InlineData(2000L)]
    [InlineData(1001L)]
    public void GetAsync_BodyShorterThanDeclared_AbortsAndStoresNothing(long declared)
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Declared = declared };

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(20, "/a"));

        Assert.All(
            crowd,
            client => Assert.Equal((1000, FetchFailure.ConnectionLost), (client.Bytes, client.BodyFailure))
        );
        Assert.Equal((1, 0), (_node.Web.Hits, _node.Store.Count));
    }

    [Fact]
    public void GetAsync_OriginCannotBeReached_IsLeftAloneForTheWholeOriginAtOnce()
    {
        _node.Web.Answer = (_, _) => Script.Fails(FetchFailure.ConnectFailed);

        var (first, other) = _node.Clock.Run(async () => (await _node.GetAsync("/a"), await _node.GetAsync("/b")));

        Assert.Equal(1, _node.Web.Hits);
        Assert.Equal((FetchFailure.ConnectFailed, 5.0), (first.Answer.Failure, first.Answer.RetryAfter?.TotalSeconds));
        Assert.Equal((FetchFailure.RecentlyFailed, 5.0), (other.Answer.Failure, other.Answer.RetryAfter?.TotalSeconds));
        Assert.Equal(TimeSpan.Zero, other.EndAfter);
    }

    [Theory]
    [InlineData(FetchFailure.HeaderTimedOut)]
    [InlineData(FetchFailure.BadResponse)]
    [InlineData(null)]
    public void GetAsync_BadResponses_UrlIsLeftAloneFromTheSecondInARow(FetchFailure? failure)
    {
        _node.Web.Answer = (_, _) => failure is { } known ? Script.Fails(known) : new Script { Status = 500 };

        _node.Clock.Run(async () =>
        {
            Assert.Null((await _node.GetAsync("/a")).Answer.RetryAfter);
            await _node.GetAsync("/a");
            Assert.Equal(FetchFailure.RecentlyFailed, (await _node.GetAsync("/a")).Answer.Failure);
            Assert.Equal(2, _node.Web.Hits);
            await _node.GetAsync("/b");
        });

        Assert.Equal(3, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_UrlFailsWhileACrowdWaitsForPermits_SendsNoFurtherRequest()
    {
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "private")) with { Status = 500 };

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(200, "/a"));

        Assert.Equal(1 + 16, _node.Web.Hits);
        Assert.Equal(200 - 17, crowd.Count(client => client.Answer.Failure == FetchFailure.RecentlyFailed));
    }

    [Fact]
    public void GetAsync_ShortBodies_CountAsBadResponses()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Declared = 2000 };

        _node.Clock.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await _node.GetAsync("/a");
            }
        });

        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_FailuresGoOn_PausesDoubleUpToFiveMinutes()
    {
        _node.Web.Answer = (_, _) => Script.Fails(FetchFailure.NameNotResolved) with { HeaderAfter = TimeSpan.Zero };
        var pauses = new List<double>();

        _node.Clock.Run(async () =>
        {
            for (var i = 0; i < 9; i++)
            {
                var failed = await _node.GetAsync("/a");
                pauses.Add(failed.Answer.RetryAfter!.Value.TotalSeconds);
                await Task.Delay(failed.Answer.RetryAfter.Value, _node.Clock);
            }
        });

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300, 300], pauses);
        Assert.Equal(9, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_PauseIsOver_OneRequestFindsOutForAllUrlsOfTheOrigin()
    {
        _node.Web.Answer = (_, _) => Script.Fails(FetchFailure.ConnectTimedOut);

        var (during, after) = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/first");
            await _node.Wait(5);
            var during = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _node.GetAsync($"/{i}")));
            _node.Web.Answer = (_, _) => Script.Cacheable();
            await _node.Wait(10);
            await _node.GetAsync("/first");
            return (during, await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _node.GetAsync($"/{i}"))));
        });

        Assert.Equal(1 + 1 + 1 + 50, _node.Web.Hits);
        Assert.Equal(49, during.Count(client => client.Answer.Failure == FetchFailure.RecentlyFailed));
        Assert.All(after, client => Assert.Equal(200, client.Code));
    }

    [Fact]
    public void GetAsync_SuccessBetweenFailures_StartsFromTheBeginning()
    {
        _node.Web.Answer = (_, number) =>
            number % 2 == 1 ? new Script { Status = 500 } : Script.Ok(("Cache-Control", "max-age=0"));

        _node.Clock.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await _node.GetAsync("/a");
            }
        });

        Assert.Equal(10, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_PausedWithACopy_ServesItWithoutBotheringTheOrigin()
    {
        _node.Web.Answer = (_, number) => number == 1 ? Script.Cacheable() : Script.Fails(FetchFailure.ConnectFailed);

        var copy = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            await _node.GetAsync("/a");
            return await _node.GetAsync("/a");
        });

        Assert.Equal(2, _node.Web.Hits);
        Assert.Equal((200, TimeSpan.Zero), (copy.Code, copy.EndAfter));
        Assert.True(copy.Status is { Hit: true, Ttl.Ticks: < 0 });
    }

    [Theory]
    [InlineData(FetchFailure.AddressRefused)]
    [InlineData(FetchFailure.PortRefused)]
    [InlineData(FetchFailure.Loop)]
    public void GetAsync_RefusalsOfOurOwn_AreNotRemembered(FetchFailure refusal)
    {
        _node.Web.Answer = (_, _) => Script.Fails(refusal);

        var crowd = _node.Clock.Run(async () => new[] { await _node.GetAsync("/a"), await _node.GetAsync("/a") });

        Assert.All(crowd, client => Assert.Equal((refusal, null), (client.Answer.Failure, client.Answer.RetryAfter)));
    }

    [Theory]
    [InlineData(206)]
    [InlineData(304)]
    public void GetAsync_UnrequestedPartOr304_IsABadResponse(int status)
    {
        _node.Web.Answer = (_, _) => new Script { Status = status };

        var failed = _node.Clock.Run(() => _node.GetAsync("/a"));

        Assert.Equal(FetchFailure.BadResponse, failed.Answer.Failure);
    }

    [Fact]
    public void GetAsync_FetcherItselfIsAtFault_EveryFollowerMeetsIt()
    {
        _node.Web.Answer = (_, _) => new Script { Fault = new FormatException() };

        _node.Clock.Run(async () =>
        {
            var crowd = Enumerable.Range(0, 5).Select(_ => _node.GetAsync("/a")).ToList();
            foreach (var client in crowd)
            {
                await Assert.ThrowsAsync<FormatException>(() => client);
            }
        });

        Assert.Equal(1, _node.Web.Hits);
    }
}
