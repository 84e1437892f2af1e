using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Which requests are served at all, and what the others are told.</summary>
public sealed class NamesAndPolicyTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("127.0.0.1.localhost", 400, "IP address")]
    [InlineData("www.x.com.localhost.localhost", 400, "coralized name already")]
    [InlineData("-a.com.localhost", 400, "begins or ends")]
    [InlineData("www.x.com.99999.localhost", 400, "invalid port")]
    [InlineData("www.x.com", 421, "not an open proxy")]
    [InlineData("evil.example:80", 421, "not an open proxy")]
    public async Task Request_HostThatIsNotServed_SaysWhyAndTheRightForm(string host, int status, string why)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/", $"Host: {host}");

        Assert.Equal(status, response.Status);
        Assert.Contains(why, response.Text);
        Assert.Contains(".localhost", response.Text);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("POST / HTTP/1.1", "Content-Length: 0")]
    [InlineData("PUT /a HTTP/1.1", "Content-Length: 3")]
    [InlineData("DELETE / HTTP/1.1", "X: y")]
    [InlineData("OPTIONS / HTTP/1.1", "X: y")]
    [InlineData("OPTIONS * HTTP/1.1", "X: y")]
    [InlineData("TRACE / HTTP/1.1", "X: y")]
    [InlineData("BREW /pot HTTP/1.1", "X: y")]
    [InlineData("get / HTTP/1.1", "X: y")]
    [InlineData("head / HTTP/1.1", "X: y")]
    [InlineData("CONNECT www.x.com.localhost:80 HTTP/1.1", "Host: www.x.com.localhost:80")]
    [InlineData("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443")]
    public async Task Request_OtherMethod_Is405WithAllow(string requestLine, string field)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.SendAsync(requestLine, field);

        Assert.Equal(405, response.Status);
        Assert.Equal("GET, HEAD", response["Allow"]);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Content-Length: 5\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    public async Task Get_WithABody_IsRefusedAndTheConnectionClosed(string rest)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await using var connection = await proxy.ConnectAsync();

        await connection.SendRawAsync(
            System.Text.Encoding.ASCII.GetBytes(
                $"GET / HTTP/1.1\r\nHost: www.x.com.localhost\r\n{rest}"
                    + "GET /smuggled HTTP/1.1\r\nHost: www.x.com.localhost\r\n\r\n"
            )
        );
        var response = await connection.ReceiveAsync();

        Assert.Equal(400, response.Status);
        Assert.True(await connection.IsClosedByPeerAsync());
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("POST / HTTP/1.1", "www.x.com.localhost", "Content-Length: 5", 405)]
    [InlineData("PUT / HTTP/1.1", "www.x.com.localhost", "Transfer-Encoding: chunked", 405)]
    [InlineData("POST / HTTP/1.1", "evil.example", "Content-Length: 5", 421)]
    [InlineData("POST / HTTP/1.1", "-a.com.localhost", "Content-Length: 5", 400)]
    [InlineData("POST / HTTP/1.1", "localhost", "Content-Length: 5", 405)]
    [InlineData("POST /# HTTP/1.1", "www.x.com.localhost", "Content-Length: 1000000", 400)]
    [InlineData("GET / HTTP/1.1", "www.x.com.localhost", "Content-Length: 5", 400)]
    [InlineData("GET / HTTP/1.1", "www.x.com.80.localhost", "Content-Length: 5", 400)]
    public async Task Request_RefusedBeforeItsBodyWasRead_ClosesAndSaysSo(
        string line,
        string host,
        string length,
        int status
    )
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await using var connection = await proxy.ConnectAsync();

        await connection.SendAsync(line, $"Host: {host}", length);
        var response = await connection.ReceiveAsync();

        Assert.Equal((status, "close", true), (response.Status, response["Connection"], response.IsComplete));
        Assert.True(await connection.IsClosedByPeerAsync());
        Assert.Empty(proxy.Cache.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_RefusedWithoutABody_KeepsTheConnection()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await using var connection = await proxy.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: www.x.com.localhost", "Content-Length: 0");
        var refused = await connection.ReceiveAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        Assert.Equal((405, null), (refused.Status, refused["Connection"]));
        Assert.Equal(200, (await connection.ReceiveAsync()).Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_WithAnEmptyBodyAnnounced_IsServed()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/", "Content-Length: 0");

        Assert.Equal("fetched", response.Text);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("http://www.x.com.localhost/a?b", "www.x.com.localhost", "/a?b")]
    [InlineData("http://WWW.x.com.localhost", "www.x.com.localhost", "/")]
    public async Task Get_AbsoluteTargetOfAHostOfOurs_IsServed(string target, string host, string asked)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync(target, $"Host: {host}");

        Assert.Equal(200, response.Status);
        Assert.Equal(asked, Assert.Single(proxy.Cache.Requests).Key.Target);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("http://evil.example/", "evil.example", 421)]
    [InlineData("https://www.x.com.localhost/", "www.x.com.localhost", 421)]
    [InlineData("http://u@www.x.com.localhost/", "www.x.com.localhost", 421)]
    [InlineData("http://evil.example/", "www.x.com.localhost", 400)]
    public async Task Get_AbsoluteTargetElsewhere_IsRefused(string target, string host, int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync(target, $"Host: {host}");

        Assert.Equal(status, response.Status);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/a#b")]
    [InlineData("/a\u0001b")]
    [InlineData("/a\u007fb")]
    [InlineData("/a\tb")]
    [InlineData("/\u00e9")]
    public async Task Get_CharacterThatNoTargetHas_Is400(string target)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync(target);

        Assert.Equal(400, response.Status);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/a/../b/%2e%2E/./c//d?x=%20&y=\"<>{}|^`\\")]
    [InlineData("//")]
    [InlineData("/?")]
    [InlineData("/%C3%A9%c3%a9")]
    public async Task Get_AnyOtherTarget_ReachesTheCacheByteForByte(string target)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.GetAsync(target);

        Assert.Equal(target, Assert.Single(proxy.Cache.Requests).Key.Target);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("www.x.com.80.localhost:9", "http://www.x.com.localhost:9/a?b=%20c")]
    [InlineData("0-www-x-com-0.localhost", "http://www-x-com.localhost/a?b=%20c")]
    public async Task Get_AnotherSpelling_Is308ToTheCanonicalName(string host, string location)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/a?b=%20c", $"Host: {host}");

        Assert.Equal((308, location), (response.Status, response["Location"]));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("www.x.com.localhost", "http://www.x.com")]
    [InlineData("WWW.X.com.localhost.:8080", "http://www.x.com")]
    [InlineData("www.x.com.8000.localhost", "http://www.x.com:8000")]
    [InlineData("www.x.com.443.localhost", "https://www.x.com")]
    [InlineData("www-x-com.coral.test", "http://www.x.com")]
    [InlineData("declared.example", "http://declared.example")]
    public async Task Get_NameOfOurs_RequestsFromItsOrigin(string host, string origin)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.GetAsync("/", $"Host: {host}");

        Assert.Equal(origin, Assert.Single(proxy.Cache.Requests).Key.Origin);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("www.x.com.localhost", "CDN-Loop: other, coral; net=\"net-of-the-tests\"", 508)]
    [InlineData("www.x.com.localhost", "CDN-Loop: coral; net=\"another\"", 200)]
    [InlineData("www.x.com.localhost", "Via: 1.1 squid, 1.1 CoralWebPrx", 508)]
    [InlineData("declared.example", "Via: 1.1 CoralWebPrx", 200)]
    [InlineData("declared.example.coral.test", "Via: 1.1 CoralWebPrx", 200)]
    [InlineData("declared.example", "CDN-Loop: coral; net=net-of-the-tests", 508)]
    public async Task Get_ThatHasBeenHereBefore_Is508(string host, string field, int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/", $"Host: {host}", field);

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? 1 : 0, proxy.Cache.Requests.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_WithCookiesAndConditions_ReachesTheCacheWithoutThem()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await proxy.GetAsync(
            "/",
            "Cookie: a=b",
            "Authorization: Basic eA==",
            "If-None-Match: \"x\"",
            "Range: bytes=0-1",
            "Connection: X-Hop",
            "X-Hop: 1",
            "Accept-Encoding: zstd, gzip;q=0.5, br",
            "X-Own: kept"
        );

        var fields = Assert.Single(proxy.Cache.Requests).Fields;
        Assert.Equal("kept", fields.Get("X-Own"));
        Assert.Equal("br, gzip", fields.Get("Accept-Encoding"));
        Assert.All(
            ["Cookie", "Authorization", "If-None-Match", "Range", "Connection", "X-Hop"],
            name => Assert.False(fields.Contains(name), name)
        );
    }
}
