using Coral.Caching;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Statuses that the server would refuse to write, or that mean another than the client.</summary>
public sealed class OddStatusTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Request_ResetContentWithABody_IsSentWithoutIt(string method)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, 205, ("Content-Length", "5"), ("X-Own", "1"));

        var response = await proxy.SendAsync($"{method} / HTTP/1.1");

        Assert.Equal(
            (205, "0", "1", ""),
            (response.Status, response["Content-Length"], response["X-Own"], response.Text)
        );
        Assert.DoesNotContain(proxy.Events.Events, e => e.Event == "RequestFailed");
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_StoredResetContent_IsSentWithoutABody()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.With(205, "five!"u8.ToArray()));

        var response = await proxy.GetAsync("/");

        Assert.Equal((205, "0", ""), (response.Status, response["Content-Length"], response.Text));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET", 401)]
    [InlineData("HEAD", 401)]
    [InlineData("GET", 407)]
    public async Task Request_OriginWantsCredentials_IsAPageThatSaysSo(string method, int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, status, ("WWW-Authenticate", "Basic realm=\"x\""), ("Cache-Control", "max-age=60"));

        var response = await proxy.SendAsync($"{method} /a HTTP/1.1", "Authorization: Basic eDp5");

        Assert.Equal(
            (403, "no-store", null),
            (response.Status, response["Cache-Control"], response["WWW-Authenticate"])
        );
        Assert.Equal("coral; fwd=uri-miss; detail=origin", response["Cache-Status"]);
        Assert.True(method == "HEAD" || response.Text.Contains("http://www.x.com/a", StringComparison.Ordinal));
        Assert.True(method == "HEAD" || response.Text.Contains("password", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_DeclaredSiteWantsCredentials_IsPassedOn()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, 401, ("WWW-Authenticate", "Basic realm=\"x\""));

        var response = await proxy.GetAsync("/a", "Host: site.example");

        Assert.Equal((401, "Basic realm=\"x\""), (response.Status, response["WWW-Authenticate"]));
    }

    private static void Answer(ProxyUnderTest proxy, int status, params (string Name, string Value)[] fields) =>
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Of(status, "five!", fields));
}
