using System.Text;
using Coral.Caching.Http;
using Coral.Proxy.Tests.Coding;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>The form in which a stored text is sent: as its origin sent it, or coded by us.</summary>
public sealed class CompressionTests
{
    private static readonly string Page = string.Concat(
        Enumerable.Repeat("<p>some text that compresses well</p>\n", 2000)
    );

    private static readonly (string, string)[] Fields =
    [
        ("Content-Type", "text/html"),
        ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("ETag", "\"v1\""),
        ("Accept-Ranges", "bytes"),
        ("Repr-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"),
        ("Content-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"),
        ("Digest", "md5=AAAA"),
        ("Content-MD5", "AAAA"),
    ];

    [Theory(Timeout = 30_000)]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br", "br")]
    public async Task Get_StoredText_IsSentInAFormThatWasMadeOnce(string accepted, string coding)
    {
        await using var proxy = await StartAsync();
        var first = await proxy.GetAsync("/", $"Accept-Encoding: {accepted}");
        var response = await CodedAsync(proxy, accepted);
        var again = await proxy.GetAsync("/", $"Accept-Encoding: {accepted}");

        Assert.Null(first["Content-Encoding"]);
        Assert.Equal(Page, first.Text);
        Assert.Equal((200, coding), (response.Status, response["Content-Encoding"]));
        Assert.Equal(Page, Encoding.UTF8.GetString(Decoded.Of(response.Body, coding)));
        Assert.InRange(response.Body.Length, 1, 2000);
        Assert.Equal(response.Body, again.Body);
        Assert.Single(proxy.Cache.KeptCoded);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_CodedForm_SaysSoAndNothingOfOtherBytes()
    {
        await using var proxy = await StartAsync();

        var response = await CodedAsync(proxy, "gzip");

        Assert.Equal("W/\"v1\"", response["ETag"]);
        Assert.Equal("Accept-Encoding", response["Vary"]);
        Assert.Equal($"{response.Body.Length}", response["Content-Length"]);
        Assert.Equal("text/html", response["Content-Type"]);
        Assert.All(
            (string[])["Accept-Ranges", "Repr-Digest", "Content-Digest", "Digest", "Content-MD5"],
            name => Assert.Null(response[name])
        );
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ClientThatAcceptsNone_GetsTheOriginsBytes()
    {
        await using var proxy = await StartAsync();
        await CodedAsync(proxy, "gzip");

        foreach (
            var fields in (string[][])
                [
                    [],
                    ["Accept-Encoding: identity"],
                    ["Accept-Encoding: gzip;q=0"],
                ]
        )
        {
            var response = await proxy.GetAsync("/", fields);

            Assert.Equal((null, Page), (response["Content-Encoding"], response.Text));
            Assert.Equal("\"v1\"", response["ETag"]);
            Assert.Equal("Accept-Encoding", response["Vary"]);
            Assert.NotNull(response["Repr-Digest"]);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Range: bytes=0-9")]
    [InlineData("Range: bytes=0-9", "If-Range: \"v1\"")]
    public async Task Get_Range_IsOfTheOriginsBytes(params string[] fields)
    {
        await using var proxy = await StartAsync();
        await CodedAsync(proxy, "gzip");

        var response = await proxy.GetAsync("/", ["Accept-Encoding: gzip", .. fields]);

        Assert.Equal((206, Page[..10]), (response.Status, response.Text));
        Assert.Equal($"bytes 0-9/{Page.Length}", response["Content-Range"]);
        Assert.Equal((null, "\"v1\""), (response["Content-Encoding"], response["ETag"]));
        Assert.Equal("Accept-Encoding", response["Vary"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("W/\"v1\"", true)]
    [InlineData("\"v1\"", true)]
    [InlineData("\"v1-gzip\"", true)]
    [InlineData("W/\"v1-br\"", true)]
    [InlineData("*", true)]
    [InlineData("W/\"v2\"", false)]
    [InlineData("\"v2-gzip\"", false)]
    public async Task Get_IfNoneMatch_EitherFormsTagIsKnown(string tag, bool isKnown)
    {
        await using var proxy = await StartAsync();
        await CodedAsync(proxy, "gzip");

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip", $"If-None-Match: {tag}");

        Assert.Equal(isKnown ? 304 : 200, response.Status);
        Assert.Equal(("W/\"v1\"", "Accept-Encoding"), (response["ETag"], response["Vary"]));
        Assert.Equal(isKnown ? null : "gzip", response["Content-Encoding"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\"v1\"", 200)]
    [InlineData("W/\"v1\"", 412)]
    public async Task Get_IfMatch_IsComparedWithTheOriginsForm(string tag, int status)
    {
        await using var proxy = await StartAsync();
        await CodedAsync(proxy, "gzip");

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip", $"If-Match: {tag}");

        Assert.Equal((status, null), (response.Status, response["Content-Encoding"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Head_CodedForm_SaysWhatGetSays()
    {
        await using var proxy = await StartAsync();
        var get = await CodedAsync(proxy, "gzip");

        var head = await proxy.SendAsync("HEAD / HTTP/1.1", "Accept-Encoding: gzip");

        Assert.Equal(get.Fields.Order(), head.Fields.Order());
        Assert.Empty(head.Body);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Cache-Control", "no-transform")]
    [InlineData("Content-Encoding", "br")]
    [InlineData("Content-Type", "image/png")]
    public async Task Get_ResponseOfOneForm_IsLeftAlone(string name, string value)
    {
        await using var proxy = await StartAsync((name, value));

        await proxy.GetAsync("/", "Accept-Encoding: gzip");
        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip");

        Assert.Equal(Page, response.Text);
        Assert.Equal(("\"v1\"", null), (response["ETag"], response["Vary"]));
        Assert.NotNull(response["Accept-Ranges"]);
        Assert.Empty(proxy.Cache.KeptCoded);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("site.example.localhost", "http://site.example")]
    [InlineData("site.example", "http://site.example")]
    public async Task Get_DeclaredSite_IsLeftAlone(string host, string origin)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Fresh[new CacheKey(origin, "/")] = Stored.Of(Page, Fields);

        var response = await proxy.GetAsync("/", $"Host: {host}", "Accept-Encoding: gzip");

        Assert.Equal((200, null, null), (response.Status, response["Content-Encoding"], response["Vary"]));
        Assert.Empty(proxy.Cache.KeptCoded);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_TurnedOff_IsLeftAlone()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(new ProxyOptions { Compress = false });
        proxy.Keep("/", Stored.Of(Page, Fields));

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip");

        Assert.Equal((null, null), (response["Content-Encoding"], response["Vary"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ClientForbidsTransforming_GetsTheOriginsBytes()
    {
        await using var proxy = await StartAsync();
        await CodedAsync(proxy, "gzip");

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip", "Cache-Control: No-Transform");

        Assert.Null(response["Content-Encoding"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_OriginVaries_ItsFieldsAreKept()
    {
        await using var proxy = await StartAsync(("Vary", "Origin"));

        var response = await CodedAsync(proxy, "gzip");

        Assert.Equal("Origin, Accept-Encoding", response["Vary"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_NoiseThatDoesNotShrink_StaysAsItIs()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var noise = new byte[10_000];
        new Random(1).NextBytes(noise);
        var stored = Stored.Of(noise, Fields);
        proxy.Keep("/", stored);

        await proxy.GetAsync("/", "Accept-Encoding: gzip");
        while (!stored.Body.Coded.IsRefused(ContentCoding.Gzip))
        {
            Assert.Equal(noise, (await proxy.GetAsync("/", "Accept-Encoding: gzip")).Body);
        }

        Assert.Empty(proxy.Cache.KeptCoded);
    }

    private static async Task<ProxyUnderTest> StartAsync(params (string Name, string Value)[] fields)
    {
        var proxy = await ProxyUnderTest.StartAsync();
        var others = Fields.Where(field => !fields.Any(mine => mine.Name == field.Item1));
        proxy.Keep("/", Stored.Of(Page, [.. others, .. fields]));
        return proxy;
    }

    /// <summary>Asks until the form that the first request has begun is there.</summary>
    private static async Task<RawResponse> CodedAsync(ProxyUnderTest proxy, string accepted)
    {
        while (true)
        {
            var response = await proxy.GetAsync("/", $"Accept-Encoding: {accepted}");
            if (response["Content-Encoding"] is not null)
            {
                return response;
            }
        }
    }
}
