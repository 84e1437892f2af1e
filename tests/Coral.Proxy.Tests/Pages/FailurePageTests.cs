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

        var text = await proxy.GetAsync("/a?b");
        var html = await proxy.GetAsync("/a?b", Browser);
        var head = await proxy.SendAsync("HEAD /a?b HTTP/1.1");

        Assert.Equal((status, status, status), (text.Status, html.Status, head.Status));
        Assert.All([text, html, head], page => Assert.Equal("no-store", page["Cache-Control"]));
        Assert.All([text, html, head], page => Assert.Equal("coral; fwd=uri-miss", page["Cache-Status"]));
        Assert.All([text, html, head], page => Assert.Equal("nosniff", page["X-Content-Type-Options"]));
        Assert.Equal("text/html; charset=utf-8", html["Content-Type"]);
        Assert.Contains("form-action 'none'", html["Content-Security-Policy"]);
        Assert.InRange(text.Text.Split('\n').Length, 2, 3);
        Assert.Equal(status == 503 ? "5" : null, text["Retry-After"]);
        var refusedForGood = status is 403 or 508;
        Assert.Equal(!refusedForGood, text.Text.Contains("http://www.x.com/a?b"));
        Assert.Equal(!refusedForGood, html.Text.Contains("href=\"http://www.x.com/a?b\" rel=\"nofollow noreferrer\""));
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
}
