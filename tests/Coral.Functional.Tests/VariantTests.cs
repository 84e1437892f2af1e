using System.IO.Compression;
using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>Variants of one resource are kept apart and stay few (RFC 9111, section 4.1).</summary>
public sealed class VariantTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task Gzip_ForThoseWhoTakeItAndThoseWhoDoNot_IsTwoVariantsOfOneText()
    {
        const string Target = "/text/plain.txt?gzip";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        foreach (var _ in (int[])[1, 2])
        {
            using var zipped = await AskAsync(node, Target, "Accept-Encoding", "gzip");
            Assert.Equal("gzip", zipped.Field("Content-Encoding"));
            Assert.Equal(NginxSite.Text("plain"), Unzip(await zipped.BytesAsync()));

            using var plain = await node.GetAsync(Target);
            Assert.Null(plain.Field("Content-Encoding"));
            Assert.Equal(NginxSite.Text("plain"), await plain.TextAsync());
        }

        Assert.Equal(2, (await nginx.RequestsAsync(Target)).Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Gzip_HoweverTheBrowserSaysIt_IsOneVariant()
    {
        const string Target = "/text/plain.txt?browsers";
        string[] browsers = ["gzip", "gzip, deflate", "gzip,deflate", "deflate, gzip;q=1.0, zstd;q=0.5", "GZIP"];
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        foreach (var browser in browsers)
        {
            using var response = await AskAsync(node, Target, "Accept-Encoding", browser);
            Assert.Equal(NginxSite.Text("plain"), Unzip(await response.BytesAsync()));
        }

        Assert.Single(await nginx.RequestsAsync(Target));
    }

    [Fact(Timeout = 30_000)]
    public async Task Gzip_Refused_IsNeverSent()
    {
        const string Target = "/text/plain.txt?refused";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        using var zipped = await AskAsync(node, Target, "Accept-Encoding", "gzip");
        await zipped.BytesAsync();

        using var response = await AskAsync(node, Target, "Accept-Encoding", "gzip;q=0, identity");

        Assert.Null(response.Field("Content-Encoding"));
        Assert.Equal(NginxSite.Text("plain"), await response.TextAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Language_TwoOfThem_AreTwoVariantsServedToThoseWhoAskForThem()
    {
        const string Target = "/language?two";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        foreach (
            var (language, text) in ((string, string)[])
                [("en", "English"), ("de", "Deutsch"), ("en", "English"), ("de", "Deutsch")]
        )
        {
            using var response = await AskAsync(node, Target, "Accept-Language", language);
            Assert.Equal(NginxSite.Text(text), await response.TextAsync());
            Assert.Contains("Accept-Language", response.Field("Vary"));
        }

        // The first went without a language, and showed that it matters.
        Assert.Equal(3, (await nginx.RequestsAsync(Target)).Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task VaryStar_IsNeverServedFromTheCache()
    {
        await using var origin = await ProgrammableOrigin.StartAsync(context =>
        {
            context.Response.Headers.Vary = "*";
            context.Response.Headers.CacheControl = "max-age=3600";
            return context.Response.Body.WriteAsync("always mine"u8.ToArray(), context.RequestAborted).AsTask();
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var first = await node.GetAsync("/star");
        await first.BytesAsync();
        using var second = await node.GetAsync("/star");

        Assert.False(second.IsHit, second.CacheStatus);
        Assert.Equal(2, origin.Hits);
    }

    private static Task<HttpResponseMessage> AskAsync(NodeUnderTest node, string target, string name, string value) =>
        node.GetAsync(target, request => Assert.True(request.Headers.TryAddWithoutValidation(name, value)));

    private static string Unzip(byte[] body)
    {
        using var zipped = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var reader = new StreamReader(zipped);
        return reader.ReadToEnd();
    }
}
