using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>What of a response header reaches the cache: everything end to end, byte by byte.</summary>
public sealed class OriginResponseTests
{
    private const int Guard = 30_000;

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Fields_ArriveAsSent()
    {
        (string Name, string Value)[] sent =
        [
            ("X-First", "1"),
            ("ETag", "W/\"a\u00e9\u00ff\""),
            ("Vary", "Accept-Encoding,  X-Odd"),
            ("Date", "Thu, 01 Jan 2004 00:00:00 GMT"),
            ("X-Two", "a"),
            ("X-Two", "b, c"),
            ("Cache-Control", "max-age=60 ,, PUBLIC;odd"),
            ("Location", "/p\u00e9 th?\u00fc"),
            ("X-Empty", ""),
            ("X-Inner", "a \t  b"),
        ];
        var lines = string.Concat(sent.Select(line => $"{line.Name}: {line.Value}\r\n"));
        await using var origin = ScriptedOrigin.Answering($"HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n");
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Equal(sent.Append(("Content-Length", "0")), result.Head!.Fields.Select(line => (line.Name, line.Value)));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_ContentFields_ArriveAsSent()
    {
        (string Name, string Value)[] sent =
        [
            ("Date", "Thu, 01 Jan 2004 00:00:00 GMT"),
            ("Content-Type", "text/html;charset=\"x\" ; odd"),
            ("Content-Encoding", "GZIP"),
            ("Last-Modified", "yesterday"),
            ("Expires", "0"),
            ("Content-Language", "de,, en"),
        ];
        var lines = string.Concat(sent.Select(line => $"{line.Name}: {line.Value}\r\n"));
        await using var origin = ScriptedOrigin.Answering($"HTTP/1.1 200 OK\r\n{lines}\r\nabc");
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Equal(sent, result.Head!.Fields.Select(line => (line.Name, line.Value)));
        Assert.Equal(("abc", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_FoldedField_IsOneLine()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nX-Folded: a\r\n  b\r\n\tc\r\nContent-Length: 0\r\n\r\n"
        );
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        var value = result.Head!.Fields.Get("X-Folded")!;
        Assert.DoesNotContain(value, character => character is '\r' or '\n');
        Assert.Equal(["a", "b", "c"], value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_ConnectionLevelAndCookieFields_AreDropped()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n"
                + "Keep-Alive: timeout=5\r\nProxy-Connection: close\r\nTransfer-Encoding: chunked\r\nX-Kept: 1\r\n\r\n"
                + "5\r\nhello\r\n0\r\n\r\n"
        );
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Equal([new FieldLine("X-Kept", "1")], result.Head!.Fields.Without(line => line.Is("Date")));
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    [Theory(Timeout = Guard)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 500\r\n\r\n", 304)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204)]
    public async Task SendAsync_StatusWithoutBody_HasAnEmptyOne(string answer, int status)
    {
        await using var origin = ScriptedOrigin.Answering(answer);
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Equal(status, result.Head!.Status);
        Assert.Equal(0, result.Body!.Length);
        Assert.Equal(("", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Head_HasAnEmptyBodyHoweverLargeTheObject()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
        using var harness = OriginHarness.Of(origin);

        var result = await harness.HeadAsync();

        Assert.StartsWith("HEAD / HTTP/1.1\r\n", await origin.NextHeadAsync());
        Assert.Equal("99999999999", result.Head!.Fields.Get("Content-Length"));
        Assert.Equal(("", null), await OriginHarness.ReadAllAsync(result.Body));
    }
}
