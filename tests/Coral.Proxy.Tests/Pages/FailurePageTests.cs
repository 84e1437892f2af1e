using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pages;

/// <summary>What readers are told when content could not be fetched.</summary>
public sealed class FailurePageTests
{
    private const string Browser = "Accept: text/html";

    public static TheoryData<FetchFailure, int> Failures =>
        new()
        {
            { FetchFailure.NameNotResolved, 502 },
            { FetchFailure.ConnectFailed, 502 },
            { FetchFailure.ConnectTimedOut, 504 },
            { FetchFailure.HeaderTimedOut, 504 },
            { FetchFailure.BodyTimedOut, 504 },
            { FetchFailure.ConnectionLost, 502 },
            { FetchFailure.BadResponse, 502 },
            { FetchFailure.TooLarge, 413 },
            { FetchFailure.Refused, 503 },
            { FetchFailure.RedirectsBack, 508 },
            { FetchFailure.AddressRefused, 403 },
            { FetchFailure.PortRefused, 403 },
            { FetchFailure.Loop, 508 },
            { FetchFailure.RecentlyFailed, 503 },
            { FetchFailure.WrongDigest, 502 },
            { FetchFailure.Overloaded, 503 },
        };

    [Fact]
    public void Failures_AreAll() =>
        Assert.Equal(Enum.GetValues<FetchFailure>().Order(), Failures.Select(row => row.Data.Item1).Order());

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Failures))]
    public async Task Get_Failure_HasItsStatusAndItsWords(FetchFailure failure, int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(
                new FakeResponse(null, failure, null) { StatusToTell = new CacheStatus { Forward = "uri-miss" } }
            );

        var text = await proxy.GetAsync("/a?sig=b");
        var html = await proxy.GetAsync("/a?sig=b", Browser);
        var head = await proxy.SendAsync("HEAD /a?sig=b HTTP/1.1");

        Assert.Equal((status, status, status), (text.Status, html.Status, head.Status));
        Assert.All([text, html, head], page => Assert.Equal("no-store", page["Cache-Control"]));
        Assert.All([text, html, head], page => Assert.Equal("coral; fwd=uri-miss", page["Cache-Status"]));
        Assert.All([text, html, head], page => Assert.Equal("nosniff", page["X-Content-Type-Options"]));
        Assert.Equal("text/html; charset=utf-8", html["Content-Type"]);
        Assert.Contains("form-action 'none'", html["Content-Security-Policy"]);
        Assert.InRange(text.Text.Split('\n').Length, 2, 3);
        Assert.Equal(status == 503 ? "5" : null, text["Retry-After"]);
        var refusedForGood = status is 403 or 508;
        Assert.Equal(!refusedForGood, text.Text.Contains("http://www.x.com/a?sig=b"));
        Assert.Equal(
            !refusedForGood,
            html.Text.Contains("href=\"http://www.x.com/a?sig=b\" rel=\"nofollow noreferrer\"")
        );
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_FailureWithAWait_SaysInWholeSecondsHowLong()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(
                new FakeResponse(null, FetchFailure.ConnectFailed, null)
                {
                    RetryAfterToTell = TimeSpan.FromSeconds(9.1),
                }
            );

        Assert.Equal("10", (await proxy.GetAsync("/"))["Retry-After"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_HostilePath_IsEncoded()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Failed(FetchFailure.ConnectFailed));

        var response = await proxy.GetAsync("/\"><script>alert('1')</script>", Browser);

        Assert.DoesNotContain("<script", response.Text);
        Assert.Contains("&quot;&gt;&lt;script&gt;", response.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_CacheThrows_Is500AndLoggedAndTheNodeGoesOn()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) => throw new InvalidOperationException("broken");

        var failed = await proxy.GetAsync("/");
        proxy.Cache.Respond = (_, _) => Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Of(200, "well"));
        var next = await proxy.GetAsync("/");

        Assert.Equal((500, "well"), (failed.Status, next.Text));
        Assert.DoesNotContain("broken", failed.Text);
        Assert.Single(proxy.Events.Events, e => e.Event == "RequestFailed");
    }

    [Theory(Timeout = 30_000)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Get_RefusalFromMemory_HasTheStatusOfTheOriginAndTheRestOfItsTime(int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(
                new FakeResponse(null, FetchFailure.Refused, null)
                {
                    RetryAfterToTell = TimeSpan.FromSeconds(59.2),
                    RefusedWithToTell = status,
                }
            );

        var page = await proxy.GetAsync("/a");

        Assert.Equal((status, "60"), (page.Status, page["Retry-After"]));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET", "/a", "/a?coral-no-serve")]
    [InlineData("HEAD", "/a", "/a?coral-no-serve")]
    [InlineData("GET", "/a?", "/a?coral-no-serve")]
    [InlineData("GET", "/a?b=c", "/a?b=c&coral-no-serve")]
    [InlineData("GET", "/a?assign=1&design", "/a?assign=1&design&coral-no-serve")]
    public async Task Request_ObjectOverTheLimit_IsSentHome(string method, string target, string home)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Failed(FetchFailure.TooLarge));

        var page = await proxy.SendAsync($"{method} {target} HTTP/1.1");

        Assert.Equal((302, "http://www.x.com" + home), (page.Status, page["Location"]));
        Assert.Equal("no-store", page["Cache-Control"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1")]
    [InlineData("/a?X-Goog-Signature=1")]
    [InlineData("/a?Expires=1&Signature=1&Key-Pair-Id=1")]
    [InlineData("/a?se=2026&sig=1")]
    [InlineData("/a?md5=1&expires=1")]
    [InlineData("/a?access_token=1")]
    [InlineData("/a?hdnts=exp=1~hmac=1")]
    [InlineData("/a?b=c&coral-no-serve")]
    [InlineData("/a?Coral-No-Serve=1")]
    public async Task Request_ObjectOverTheLimitThatCannotBeSentHome_GetsAPage(string target)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Failed(FetchFailure.TooLarge));

        var page = await proxy.GetAsync(target);

        Assert.Equal((413, null), (page.Status, page["Location"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_ObjectOverTheLimitOfAHostThatRedirectsToCoral_GetsAPage()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(sendsBack: host => host == "www.x.com");
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Failed(FetchFailure.TooLarge));

        var page = await proxy.GetAsync("/a");

        Assert.Equal((413, null), (page.Status, page["Location"]));
    }
}
