using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>What two readers could read in two ways is refused; what is merely odd is read.</summary>
public sealed class OriginFramingTests
{
    private const int Guard = 30_000;

    [Theory(Timeout = Guard)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2, 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding:\u000bchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 5, 6\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5, 2\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n 0\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length\0: 2\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nX Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    public Task SendAsync_BodyWithTwoReadings_IsABadResponse(string answer) => AssertIsBadResponseAsync(answer);

    [Theory(Timeout = Guard)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("<html>not a header</html>\n")]
    [InlineData("\r\n\r\n\r\n\r\n")]
    [InlineData("HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 20x OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/3.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")]
    public Task SendAsync_NotHttp_IsABadResponse(string answer) => AssertIsBadResponseAsync(answer);

    [Theory(Timeout = Guard)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 5 ,5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n folded at the start\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nTrailer: x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nhello")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Busy\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello")]
    public async Task SendAsync_OddButClearResponse_IsRead(string answer)
    {
        await using var origin = ScriptedOrigin.Answering(answer);
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Equal(200, result.Head?.Status);
        Assert.DoesNotContain(result.Head!.Fields, line => line.Is("Link"));
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    [Theory(Timeout = Guard)]
    [InlineData("a\0b")]
    [InlineData("a\rb")]
    [InlineData("a\u0001b")]
    [InlineData("a\u007fb")]
    public async Task SendAsync_ControlCharacterInAValue_IsASpace(string value)
    {
        await using var origin = ScriptedOrigin.Answering(
            $"HTTP/1.1 200 OK\r\nX-Split: {value}\r\nContent-Length: 0\r\n\r\n"
        );
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Equal("a b", result.Head!.Fields.Get("X-Split"));
    }

    [Theory(Timeout = Guard)]
    [InlineData("X-Odd : v", "v")]
    [InlineData("X-Odd\t: v", "v")]
    [InlineData("X-Odd:", "")]
    [InlineData("X-Odd: a\r\n  b", "a b")]
    [InlineData("X Odd: v", null)]
    [InlineData("X-Odd", null)]
    [InlineData("X-Odd\r\n folded: behind it", null)]
    [InlineData(": v", null)]
    [InlineData("X-\u00c3\u00b6: v", null)]
    [InlineData("X-Odd(: v", null)]
    [InlineData("\r: v", null)]
    [InlineData("\0", null)]
    public async Task SendAsync_OddLine_CostsThatLineOnly(string line, string? value)
    {
        await using var origin = ScriptedOrigin.Answering(
            $"HTTP/1.1 200 OK\r\nX-Before: 1\r\n{line}\r\nX-After: 2\r\nContent-Length: 5\r\n\r\nhello"
        );
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        var fields = result.Head!.Fields;
        Assert.Equal(("1", value, "2"), (fields.Get("X-Before"), fields.Get("X-Odd"), fields.Get("X-After")));
        Assert.Equal(value is null ? 4 : 5, fields.Count);
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    private static async Task AssertIsBadResponseAsync(string answer)
    {
        await using var origin = ScriptedOrigin.Answering(answer);
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        Assert.Null(result.Head);
        Assert.Equal(FetchFailure.BadResponse, result.Failure);
    }
}
