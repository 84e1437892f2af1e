using System.Diagnostics;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>What an origin sees of a request, byte by byte.</summary>
public sealed class OriginRequestTests
{
    private const int Guard = 30_000;
    private const string Empty = "HTTP/1.1 204 No Content\r\n\r\n";

    [Fact(Timeout = Guard)]
    public async Task SendAsync_BareRequest_CarriesOurNamesAndNothingElse()
    {
        await using var origin = ScriptedOrigin.Answering(Empty);
        using var harness = OriginHarness.Of(origin);
        using var traced = new Activity("request").Start();

        await harness.GetAsync("/a.html");

        Assert.Equal(
            "GET /a.html HTTP/1.1\r\n"
                + "Host: www.x.com\r\n"
                + "User-Agent: CoralWebPrx/0.1.0 (+https://coral.example/)\r\n"
                + "Via: 1.1 CoralWebPrx\r\n"
                + "CDN-Loop: coral; net=\"n3t\"",
            await origin.NextHeadAsync()
        );
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_ClientsFields_GoOutAsTheyCame()
    {
        (string Name, string Value)[] fields =
        [
            ("Accept", "text/html;q=0.9 ,*/* ;q=nonsense"),
            ("Accept-Encoding", "gzip"),
            ("If-None-Match", "not-quoted, W/\"a\u00e9\""),
            ("If-Modified-Since", "yesterday"),
            ("Range", "bytes=0-,oops"),
            ("Cache-Control", "max-age=0,no-cache"),
            ("Accept-Language", "de_DE"),
            ("Referer", "not a url"),
            ("X-Odd", "a \t b"),
        ];
        await using var origin = ScriptedOrigin.Answering(Empty);
        using var harness = OriginHarness.Of(origin);

        await harness.GetAsync("http://www.x.com", "/", fields);

        var sent = (await origin.NextHeadAsync()).Split("\r\n")[5..];
        Assert.Equal(fields.Select(field => $"{field.Name}: {field.Value}"), sent);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_OriginThatSetsCookiesAndWantsCredentials_GetsNone()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 401 No\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic realm=\"x\"\r\nConnection: close\r\n\r\n"
        );
        using var harness = OriginHarness.Of(origin);

        Assert.Equal(401, (await harness.GetAsync()).Head?.Status);
        Assert.Equal(401, (await harness.GetAsync()).Head?.Status);

        Assert.Equal(await origin.NextHeadAsync(), await origin.NextHeadAsync());
        Assert.Equal(2, origin.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Chains_AreContinued()
    {
        await using var origin = ScriptedOrigin.Answering(Empty);
        using var harness = OriginHarness.Of(origin);

        await harness.GetAsync(
            "http://www.x.com",
            "/",
            ("CDN-Loop", "foo; a=\"b,c\""),
            ("Via", "1.0 fred"),
            ("CDN-Loop", "bar"),
            ("User-Agent", "Mozilla/5.0")
        );

        var head = await origin.NextHeadAsync();
        Assert.Contains("\r\nCDN-Loop: foo; a=\"b,c\", bar, coral; net=\"n3t\"", head);
        Assert.Contains("\r\nVia: 1.0 fred, 1.1 CoralWebPrx\r\n", head);
        Assert.DoesNotContain("Mozilla", head);
    }

    [Theory(Timeout = Guard)]
    [InlineData("Cookie", "a=b")]
    [InlineData("COOKIE2", "a")]
    [InlineData("Authorization", "Basic YTpi")]
    [InlineData("Proxy-Authorization", "Basic YTpi")]
    [InlineData("Host", "other.example")]
    [InlineData("Connection", "close")]
    [InlineData("Keep-Alive", "timeout=5")]
    [InlineData("TE", "trailers")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Content-Length", "5")]
    [InlineData("Upgrade", "h2c")]
    [InlineData("Expect", "100-continue")]
    [InlineData("X-Split", "a\r\nCookie: b")]
    [InlineData("X-Split", "a\nCookie: b")]
    [InlineData("X-Split", "a\0b")]
    [InlineData("Via", "1.1 a\r\nCookie: b")]
    [InlineData("CDN-Loop", "a\r\nCookie: b")]
    [InlineData("X-Split\r\nCookie", "b")]
    [InlineData("Bad Name", "b")]
    public async Task SendAsync_FieldThatMustNotLeave_StaysHere(string name, string value)
    {
        await using var origin = ScriptedOrigin.Answering(Empty);
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync("http://www.x.com", "/", (name, value));

        Assert.Equal(204, result.Head?.Status);
        Assert.Equal(5, (await origin.NextHeadAsync()).Split("\r\n").Length);
    }

    [Theory(Timeout = Guard)]
    [InlineData("/a/./b/../c")]
    [InlineData("/../../etc")]
    [InlineData("//b//c/")]
    [InlineData("/%2e%2E/%7e%7E")]
    [InlineData("/a?b=%20&c=d+e?f")]
    [InlineData("/a\\b|{}\"<>^`")]
    [InlineData("/a#b")]
    [InlineData("/?")]
    [InlineData("/a%zz[0]")]
    [InlineData("/:80/@x")]
    public async Task SendAsync_Target_GoesOutByteByByte(string target)
    {
        await using var origin = ScriptedOrigin.Answering(Empty);
        using var harness = OriginHarness.Of(origin);

        await harness.GetAsync(target);

        Assert.StartsWith($"GET {target} HTTP/1.1\r\nHost: www.x.com\r\n", await origin.NextHeadAsync());
    }

    [Theory(Timeout = Guard)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("/a b")]
    [InlineData("/a\r\nX: y")]
    [InlineData("/\0")]
    [InlineData("/\u00e9")]
    [InlineData("/\u4e2d")]
    [InlineData("/\ud800")]
    public async Task SendAsync_TargetThatNoRequestLineCarries_IsAValue(string target)
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers["www.x.com"] = [OriginHarness.PublicAddress];

        Assert.Null((await harness.GetAsync(target)).Head);
        Assert.Empty(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_OriginWithPort_NamesItInHost()
    {
        await using var origin = ScriptedOrigin.Answering(Empty);
        using var harness = new OriginHarness();
        harness.Route("a_b.x.com", 8000, origin.EndPoint);

        await harness.GetAsync("http://a_b.x.com:8000", "/");

        Assert.StartsWith("GET / HTTP/1.1\r\nHost: a_b.x.com:8000\r\n", await origin.NextHeadAsync());
    }

    [Theory]
    [InlineData("www.x.com")]
    [InlineData("ftp://www.x.com")]
    [InlineData("http://")]
    [InlineData("http://:80")]
    [InlineData("http://user@www.x.com")]
    [InlineData("http://www.x.com/")]
    [InlineData("http://www.x.com:0")]
    [InlineData("http://www.x.com:65536")]
    [InlineData("http://www.x.com:")]
    public async Task SendAsync_KeyWithoutAnOrigin_IsTheCallersFault(string origin)
    {
        using var harness = new OriginHarness();

        await Assert.ThrowsAsync<ArgumentException>(() => harness.GetAsync(origin, "/"));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_SecondRequest_UsesTheSameConnection()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadHeadAsync() is not null)
            {
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
            }
        });
        using var harness = OriginHarness.Of(origin);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(("a", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        }

        Assert.Equal(1, origin.Connections);
        Assert.Equal(1, harness.Resolver.Questions);
    }
}
