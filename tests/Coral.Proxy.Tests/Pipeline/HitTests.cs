using Coral.Caching.Store;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>What a client gets when a fresh stored response answers it.</summary>
public sealed class HitTests
{
    private static readonly (string, string)[] Fields =
    [
        ("Content-Type", "text/plain"),
        ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("ETag", "\"v1\""),
        ("Last-Modified", "Wed, 31 Dec 2025 00:00:00 GMT"),
        ("Server", "origin"),
    ];

    [Fact(Timeout = 30_000)]
    public async Task Get_Hit_CarriesTheStoredFieldsAndOurs()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("hello", Fields));

        var response = await proxy.GetAsync("/");

        Assert.Equal((200, "hello", true), (response.Status, response.Text, response.IsComplete));
        Assert.Equal(
            [
                ("Age", "10"),
                ("Cache-Status", "coral; hit; ttl=100; detail=memory"),
                ("Content-Length", "5"),
                ("Content-Type", "text/plain"),
                ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
                ("ETag", "\"v1\""),
                ("Last-Modified", "Wed, 31 Dec 2025 00:00:00 GMT"),
                ("Server", "origin"),
                ("Via", "1.1 CoralWebPrx"),
            ],
            response.Fields.Order()
        );
        Assert.Empty(proxy.Cache.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_FieldsOfOthersBeforeUs_AreKeptAndAddedTo()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep(
            "/",
            Stored.Of(
                "x",
                ("Via", "1.1 a"),
                ("Cache-Status", "b; hit"),
                ("Via", "1.1 c"),
                ("Link", "<1>"),
                ("link", "<2>"),
                ("Age", "7")
            )
        );

        var response = await proxy.GetAsync("/");

        Assert.Equal("1.1 a, 1.1 c, 1.1 CoralWebPrx", response["Via"]);
        Assert.Equal("b; hit, coral; hit; ttl=100; detail=memory", response["Cache-Status"]);
        Assert.Equal("10", response["Age"]);
        Assert.Equal(["<1>", "<2>"], response.Fields.Where(f => f.Name == "Link").Select(f => f.Value));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_FieldThatWouldBreakTheMessage_IsLeftOut()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("x", ("X-Bad", "a\r\nX-Forged: 1"), ("X Bad", "1"), ("X-Good", "caf\u00e9")));

        var response = await proxy.GetAsync("/");

        Assert.Equal("x", response.Text);
        Assert.Equal("caf\u00e9", response["X-Good"]);
        Assert.DoesNotContain(response.Fields, field => field.Name is "X-Bad" or "X-Forged" or "X Bad");
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(StoredBody.SegmentBytes)]
    [InlineData(StoredBody.SegmentBytes + 1)]
    [InlineData((20 * StoredBody.SegmentBytes) + 17)]
    public async Task Get_BodyOfAnyLength_ArrivesByteForByte(int length)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new byte[length];
        new Random(1).NextBytes(body);
        proxy.Keep("/", Stored.Of(body));
        await using var connection = await proxy.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
            Assert.Equal(body, (await connection.ReceiveAsync()).Body);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Head_Hit_SaysTheLengthAndSendsNothing()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("hello", Fields));
        await using var connection = await proxy.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1", "Host: www.x.com.localhost");
        var head = await connection.ReceiveAsync(isHead: true);
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        var get = await connection.ReceiveAsync();

        Assert.Equal((200, "5"), (head.Status, head["Content-Length"]));
        Assert.Equal("hello", get.Text);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("If-None-Match: \"v1\"", 304)]
    [InlineData("If-None-Match: W/\"v1\"", 304)]
    [InlineData("If-None-Match: \"v2\"", 200)]
    [InlineData("If-Modified-Since: Wed, 31 Dec 2025 00:00:00 GMT", 304)]
    [InlineData("If-Modified-Since: Tue, 30 Dec 2025 00:00:00 GMT", 200)]
    [InlineData("If-Match: \"v2\"", 412)]
    [InlineData("If-Unmodified-Since: Tue, 30 Dec 2025 00:00:00 GMT", 412)]
    public async Task Get_WithACondition_IsEvaluatedOnTheStoredResponse(string condition, int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("hello", Fields));

        var response = await proxy.GetAsync("/", condition);

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? "hello" : "", response.Text);
        Assert.Equal(status == 304 ? "\"v1\"" : response["ETag"], response["ETag"]);
        Assert.Equal("coral; hit; ttl=100; detail=memory", response["Cache-Status"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("bytes=1-3", null, 206, "ell", "bytes 1-3/5")]
    [InlineData("bytes=-2", null, 206, "lo", "bytes 3-4/5")]
    [InlineData("bytes=9-", null, 416, "", "bytes */5")]
    [InlineData("bytes=1-3", "\"v1\"", 206, "ell", "bytes 1-3/5")]
    [InlineData("bytes=1-3", "\"v2\"", 200, "hello", null)]
    [InlineData("lines=1-3", null, 200, "hello", null)]
    public async Task Get_WithARange_GetsThatPart(string range, string? ifRange, int status, string body, string? told)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("hello", Fields));

        var response = await proxy.GetAsync(
            "/",
            [$"Range: {range}", .. ifRange is null ? (string[])[] : [$"If-Range: {ifRange}"]]
        );

        Assert.Equal((status, body, told), (response.Status, response.Text, response["Content-Range"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_RangeAcrossSegments_ArrivesByteForByte()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new byte[5 * StoredBody.SegmentBytes];
        new Random(2).NextBytes(body);
        proxy.Keep("/", Stored.Of(body));
        var (first, last) = (StoredBody.SegmentBytes - 3, (3 * StoredBody.SegmentBytes) + 5);

        var response = await proxy.GetAsync("/", $"Range: bytes={first}-{last}");

        Assert.Equal(body[first..(last + 1)], response.Body);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("www.x.com.localhost:81", "http://www.x.com/b?c#d", "http://www.x.com.localhost:81/b?c#d")]
    [InlineData("www.x.com.localhost", "https://y.com/", "http://y.com.443.localhost/")]
    [InlineData("www-x-com.localhost", "http://y.com:8000/", "http://y-com-8000.localhost/")]
    [InlineData("www.x.com.localhost", "/b", "/b")]
    [InlineData("www.x.com.localhost", "mailto:a@b.c", "mailto:a@b.c")]
    public async Task Get_Redirect_StaysInCoral(string host, string location, string rewritten)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.With(301, [], ("Location", location), ("Content-Location", location)));

        var response = await proxy.GetAsync("/", $"Host: {host}");

        Assert.Equal((301, rewritten), (response.Status, response["Location"]));
        Assert.Equal(rewritten, response["Content-Location"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Get_StatusWithoutABody_KeepsTheConnectionInStep(int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.With(status, [], ("Content-Length", "5")));
        await using var connection = await proxy.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
            Assert.Equal(status, (await connection.ReceiveAsync()).Status);
        }
    }
}
