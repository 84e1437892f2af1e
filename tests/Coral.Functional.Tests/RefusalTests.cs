using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>
/// What a node refuses, each with a page that says what is wrong: it is no open proxy and no way inside.
/// </summary>
public sealed class RefusalTests(NginxOrigin nginx)
{
    [Theory(Timeout = 30_000)]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2001:0:7f00:1:0:0:80ff:fffe")]
    public async Task Name_ThatResolvesInside_Is403(string address)
    {
        await using var node = await NodeUnderTest.StartAsync(
            nginx.EndPoint,
            new NodeSetup { Resolver = new TableResolver { ["inside.test"] = address } }
        );

        using var response = await node.Client.GetAsync(
            node.Url("/", "inside.test"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(403, response.Status);
        Assert.Contains("inside.test", await response.TextAsync());
        Assert.StartsWith("coral", response.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task Name_ThatDoesNotResolve_Is502()
    {
        await using var node = await NodeUnderTest.StartAsync(
            nginx.EndPoint,
            new NodeSetup { Resolver = new TableResolver() }
        );

        using var response = await node.Client.GetAsync(
            node.Url("/", "nowhere.test"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(502, response.Status);
        Assert.Contains("nowhere.test", await response.TextAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Port_OfAnotherProtocol_Is403()
    {
        await using var node = await NodeUnderTest.StartAsync(
            nginx.EndPoint,
            new NodeSetup { Resolver = new TableResolver { ["mail.test"] = "8.8.8.8" } }
        );

        using var response = await node.Client.GetAsync(
            node.Url("/", "mail.test.25"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(403, response.Status);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Method_OtherThanGetAndHead_Is405WithThoseAllowed(string method)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync($"/?{method}", method: new HttpMethod(method));

        Assert.Equal(405, response.Status);
        Assert.Equal("GET, HEAD", response.Field("Allow"));
        Assert.StartsWith("coral", response.CacheStatus);
        Assert.Empty(await nginx.RequestsAsync($"/?{method}"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("127.0.0.1.localhost")]
    [InlineData("0x7f000001.localhost")]
    [InlineData("1.localhost")]
    [InlineData("single.localhost")]
    [InlineData("www.example.com.localhost.localhost")]
    [InlineData("-a.example.com.localhost")]
    [InlineData("www.example.com.99999.localhost")]
    public async Task Name_ThatIsNone_Is400AndSaysTheRightForm(string host)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync(
            "/",
            request => Assert.True(request.Headers.TryAddWithoutValidation("Host", $"{host}:{node.Http.Port}"))
        );

        Assert.Equal(400, response.Status);
        Assert.StartsWith("text/", response.Field("Content-Type"));
        Assert.True((await response.TextAsync()).Length > 50);
        Assert.StartsWith("coral", response.CacheStatus);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET / HTTP/1.1\r\nHost: www.example.com\r\n", "421")]
    [InlineData("GET http://www.example.com/ HTTP/1.1\r\nHost: www.example.com\r\n", "421")]
    [InlineData("GET http://www.example.com/ HTTP/1.1\r\nHost: site.test.localhost\r\n", "4")]
    [InlineData("CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com:443\r\n", "4")]
    [InlineData("GET / HTTP/1.1\r\nHost: a.test.localhost\r\nHost: b.test.localhost\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a..b.com.localhost\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b.com.localhost\r\n", "400")]
    [InlineData("GET nonsense HTTP/1.1\r\nHost: site.test.localhost\r\n", "4")]
    [InlineData("GET / HTTP/1.1\r\nHost: site.test.localhost\r\nContent-Length: 5\r\n", "4")]
    public async Task Request_ThatWouldMakeAnOpenProxyOrIsMalformed_IsRefused(string head, string status)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        var answer = await RawExchange.SendAsync(node.Http, $"{head}Connection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer);
        Assert.True(status != "421" || answer.Contains("\r\nCache-Status: coral"), answer);
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_InAbsoluteFormForOurOwnName_IsServed()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        var authority = node.Url("/").Authority;

        var answer = await RawExchange.SendAsync(
            node.Http,
            $"GET http://{authority}/js/site.js?absolute HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.EndsWith("console.log('site');", answer);
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_WithATooLongTargetOrHeader_IsRefusedWithItsOwnStatus()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        var host = $"Host: site.test.localhost\r\nConnection: close\r\n";

        var target = await RawExchange.SendAsync(node.Http, $"GET /{new string('a', 10_000)} HTTP/1.1\r\n{host}\r\n");
        var header = await RawExchange.SendAsync(
            node.Http,
            $"GET / HTTP/1.1\r\n{host}X-Huge: {new string('a', 40_000)}\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 414 ", target);
        Assert.StartsWith("HTTP/1.1 431 ", header);
    }
}
