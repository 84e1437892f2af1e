using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>An origin that asks to be left alone is left alone: 429, and 5xx with <c>Retry-After</c>.</summary>
public sealed class RefusingOriginTests : IDisposable
{
    private readonly CacheFixture _node = new();

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void GetAsync_RefusedWithACopy_ServesTheCopyToAllAndAsksOnceUntilTheTimeIsOver(int status)
    {
        _node.Web.Answer = (_, number) => number == 1 ? Script.Cacheable() : Refusal(status);

        var (crowd, later, asked) = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(3600);
            var crowd = await _node.CrowdAsync(50, "/a");
            await _node.Wait(115);
            var later = await _node.CrowdAsync(50, "/a");
            var asked = _node.Web.Hits;
            await _node.Wait(10);
            await _node.CrowdAsync(50, "/a");
            return (crowd, later, asked);
        });

        Assert.All([.. crowd, .. later], client => Assert.Equal((200, 1000), (client.Code, client.Bytes)));
        Assert.Equal((2, 3), (asked, _node.Web.Hits));
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(503, null)]
    [InlineData(429, "no-store")]
    [InlineData(503, "private, no-store")]
    public void GetAsync_RefusedWithoutACopy_RepeatsTheRefusalFromMemory(int status, string? control)
    {
        _node.Web.Answer = (_, _) => Refusal(status, control);

        var (first, crowd) = _node.Clock.Run(async () =>
        {
            var first = await _node.GetAsync("/a");
            await _node.Wait(20);
            return (first, await _node.CrowdAsync(20, "/a"));
        });

        Assert.Equal((status, 1), (first.Code, _node.Web.Hits));
        Assert.All(crowd, client => Assert.Equal(FetchFailure.Refused, client.Answer.Failure));
        Assert.All(crowd, client => Assert.Equal(status, client.Answer.RefusedWith));
        Assert.All(crowd, client => Assert.Equal(100, client.Answer.RetryAfter!.Value.TotalSeconds));
    }

    [Fact]
    public void GetAsync_CrowdMeetsAPrivateRefusal_NoneOfItAsksAgain()
    {
        _node.Web.Answer = (_, _) => Refusal(429, "private, no-store");

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(50, "/a"));

        Assert.Equal(1, _node.Web.Hits);
        Assert.Equal(49, crowd.Count(client => client.Answer.Failure == FetchFailure.Refused));
    }

    [Fact]
    public void GetAsync_RefusedForADay_IsLeftAloneForAnHour()
    {
        _node.Web.Answer = (_, _) => Refusal(503, retryAfter: "86400");

        var second = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            var second = await _node.GetAsync("/a");
            await _node.Wait(3601);
            await _node.GetAsync("/a");
            return second;
        });

        Assert.Equal((3600, 2), (second.Answer.RetryAfter!.Value.TotalSeconds, _node.Web.Hits));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("whenever")]
    public void GetAsync_429WithoutAWait_BacksOffAtOnceAndLongerEachTime(string? retryAfter)
    {
        _node.Web.Answer = (_, _) => Refusal(429, retryAfter: retryAfter) with { HeaderAfter = TimeSpan.Zero };
        var pauses = new List<double>();

        _node.Clock.Run(async () =>
        {
            for (var i = 0; i < 4; i++)
            {
                await _node.GetAsync("/a");
                var paused = await _node.GetAsync("/a");
                pauses.Add(paused.Answer.RetryAfter!.Value.TotalSeconds);
                await Task.Delay(paused.Answer.RetryAfter.Value, _node.Clock);
            }
        });

        Assert.Equal([5, 10, 20, 40], pauses);
        Assert.Equal(4, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_SeveralUrlsRefused_TheWholeOriginIsLeftAloneAndOneRequestFindsOut()
    {
        _node.Web.Answer = (_, _) => Refusal(429);

        var (paused, probes) = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/1");
            await _node.GetAsync("/2");
            await _node.GetAsync("/3");
            var paused = await Task.WhenAll(Enumerable.Range(4, 20).Select(i => _node.GetAsync($"/{i}")));
            await _node.Wait(121);
            var before = _node.Web.Hits;
            await Task.WhenAll(Enumerable.Range(30, 20).Select(i => _node.GetAsync($"/{i}")));
            return (paused, _node.Web.Hits - before);
        });

        Assert.All(
            paused,
            client => Assert.Equal((FetchFailure.Refused, 429), (client.Answer.Failure, client.Answer.RefusedWith))
        );
        Assert.Equal((4, 1), (_node.Web.Hits, probes));
    }

    [Fact]
    public void GetAsync_OneUrlRefused_OthersOfTheOriginAreFetched()
    {
        _node.Web.Answer = (request, _) => request.Key.Target == "/busy" ? Refusal(429) : Script.Cacheable();

        var others = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/busy");
            return await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _node.GetAsync($"/{i}")));
        });

        Assert.All(others, client => Assert.Equal(200, client.Code));
    }

    [Fact]
    public void GetAsync_AnswersBetweenRefusals_KeepTheOriginOpen()
    {
        _node.Web.Answer = (request, _) => request.Key.Target.StartsWith("/busy") ? Refusal(429) : Script.Cacheable();

        var last = _node.Clock.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await _node.GetAsync($"/busy{i}");
                await _node.GetAsync($"/{i}");
            }

            return await _node.GetAsync("/last");
        });

        Assert.Equal(200, last.Code);
    }

    [Fact]
    public void GetAsync_RefusalIsOver_TheAnswerServesAll()
    {
        _node.Web.Answer = (_, number) => number == 1 ? Refusal(429) : Script.Cacheable();

        var after = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(121);
            return await _node.CrowdAsync(20, "/a");
        });

        Assert.All(after, client => Assert.Equal(200, client.Code));
        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_ManyUrlsAndOriginsRefused_AreRememberedWithinTheBound()
    {
        using var node = new CacheFixture(new CacheOptions { RememberedUrls = 16 });
        node.Web.Answer = (_, _) => Refusal(429) with { HeaderAfter = TimeSpan.Zero };

        node.Clock.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var request = new CacheRequest(new CacheKey($"http://{i}.com", "/"), IsHead: false, FieldList.Empty);
                await node.GetAsync(request, CancellationToken.None);
            }
        });

        Assert.Equal((16, 16), node.Cache.History.NegativeCounts);
    }

    private static Script Refusal(int status, string? control = null, string? retryAfter = "120")
    {
        List<FieldLine> fields = [];
        if (retryAfter is not null)
        {
            fields.Add(new FieldLine("Retry-After", retryAfter));
        }

        if (control is not null)
        {
            fields.Add(new FieldLine("Cache-Control", control));
        }

        return new Script { Status = status, Fields = new FieldList(fields) };
    }
}
