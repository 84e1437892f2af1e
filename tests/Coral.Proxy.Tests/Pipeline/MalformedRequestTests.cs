using System.Net;
using System.Text;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>What HTTP forbids in requests is refused here, and not left to the next hop.</summary>
public sealed class MalformedRequestTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("X(Odd): 1")]
    [InlineData("X/Odd: 1")]
    [InlineData("X\u00f6: 1")]
    [InlineData("X Odd: 1")]
    [InlineData("X-Odd : 1")]
    [InlineData(": 1")]
    [InlineData("X-Odd")]
    [InlineData("X-Odd: a\0b")]
    [InlineData("X-Odd: a\u0001b")]
    [InlineData("X-Odd: a\u007fb")]
    [InlineData("X-Odd: a\rb")]
    [InlineData("X-Odd: a\r\n b")]
    [InlineData("Content-Length: +1")]
    [InlineData("Content-Length: 1, 2")]
    [InlineData("Content-Length: 0\r\nContent-Length: 1")]
    [InlineData("Content-Length: 0\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Host: evil.example")]
    public async Task Get_FieldThatHttpForbids_Is400(string field)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await using var connection = await proxy.ConnectAsync();

        await connection.SendRawAsync(
            Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: www.x.com.localhost\r\n{field}\r\n\r\n")
        );
        var response = await connection.ReceiveAsync();

        Assert.Equal(400, response.Status);
        Assert.True(await connection.IsClosedByPeerAsync());
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\nHost: www.x.com.localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1 \r\nHost: www.x.com.localhost\r\n\r\n")]
    [InlineData("G@T / HTTP/1.1\r\nHost: www.x.com.localhost\r\n\r\n")]
    [InlineData("GET /a#b HTTP/1.1\r\nHost: www.x.com.localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\nHost: www.x.com.localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task Get_MessageThatHttpForbids_Is400(string message)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await using var connection = await proxy.ConnectAsync();

        await connection.SendRawAsync(Encoding.Latin1.GetBytes(message));

        Assert.Equal(400, (await connection.ReceiveAsync()).Status);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("X-Odd: ")]
    [InlineData("X-Odd: a\tb")]
    [InlineData("X-Odd: caf\u00e9")]
    [InlineData("TE: trailers, gzip")]
    [InlineData("Upgrade: websocket")]
    [InlineData("Keep-Alive: 5")]
    [InlineData("Expect: 100-continue")]
    [InlineData("!#$%&'*+-.^_`|~9: 1")]
    public async Task Get_FieldThatIsMerelyOdd_IsServed(string field)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        Assert.Equal(200, (await proxy.GetAsync("/", field)).Status);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Keep-Alive", "5")]
    [InlineData("Proxy-Connection", "keep-alive")]
    [InlineData("Upgrade", "websocket")]
    [InlineData("X-Odd", "a\u0001b")]
    public async Task Get_OverHttp2WithFieldsOfAConnection_Is400(string name, string value)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var status = await RawHttp2.GetAsync(proxy.Http2, (name.ToLowerInvariant(), value));

        Assert.Equal(400, status);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_OverHttp2WithTrailersAllowed_IsServed()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        Assert.Equal((int)HttpStatusCode.OK, await RawHttp2.GetAsync(proxy.Http2, ("te", "trailers")));
    }
}
