using System.Text;
using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>
/// Ranges are cut from the stored object; the origin is asked for the whole of it, once (RFC 9110, section 14).
/// </summary>
public sealed class RangeTests(NginxOrigin nginx)
{
    [Theory(Timeout = 30_000)]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=100-199", 100, 199)]
    [InlineData("bytes=40000-", 40000, 41983)]
    [InlineData("bytes=-500", 41484, 41983)]
    [InlineData("bytes=41000-99999999", 41000, 41983)]
    public async Task Range_OfAStoredFile_IsCutFromIt(string range, int first, int last)
    {
        var target = $"{NginxSite.MediumPath}?stored-{range}";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        await StoreAsync(node, target);

        using var response = await AskAsync(node, target, range);

        Assert.Equal(206, response.Status);
        Assert.Equal($"bytes {first}-{last}/41984", response.Field("Content-Range"));
        Assert.Equal(NginxSite.Medium[first..(last + 1)], await response.BytesAsync());
        Assert.True(response.IsHit, response.CacheStatus);
        Assert.Single(await nginx.RequestsAsync(target));
    }

    [Fact(Timeout = 30_000)]
    public async Task Range_OfAFileNobodyHasYet_FetchesItWholeOnce()
    {
        var target = $"{NginxSite.MediumPath}?cold-range";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var cold = await AskAsync(node, target, "bytes=100-199");
        var body = await cold.BytesAsync();
        using var rest = await AskAsync(node, target, "bytes=200-299");

        // A server may always answer a range with the whole (RFC 9110, section 14.2).
        Assert.Equal(cold.Status == 206 ? NginxSite.Medium[100..200] : NginxSite.Medium, body);
        Assert.Equal(206, rest.Status);
        Assert.Equal(NginxSite.Medium[200..300], await rest.BytesAsync());
        var request = Assert.Single(await nginx.RequestsAsync(target));
        Assert.Equal("", request.Range);
    }

    [Fact(Timeout = 30_000)]
    public async Task Ranges_Several_ComeAsPartsOrWhole()
    {
        var target = $"{NginxSite.MediumPath}?several";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        await StoreAsync(node, target);

        using var response = await AskAsync(node, target, "bytes=0-9, 1000-1009, -10");
        var body = await response.BytesAsync();

        if (response.Status == 200)
        {
            Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(body));
            return;
        }

        Assert.Equal(206, response.Status);
        Assert.Equal("multipart/byteranges", response.Content.Headers.ContentType!.MediaType);
        Assert.Null(response.Field("Content-Range"));
        var boundary = response.Content.Headers.ContentType.Parameters.Single(one => one.Name == "boundary").Value!;
        var parts = Encoding.Latin1.GetString(body).Split($"--{boundary.Trim('"')}");
        Assert.Equal(5, parts.Length);
        Assert.Equal("", parts[0].Trim());
        Assert.Equal("--", parts[^1].Trim());
        (int From, int To)[] expected = [(0, 9), (1000, 1009), (41974, 41983)];
        foreach (var (part, (from, to)) in parts[1..^1].Zip(expected))
        {
            Assert.Contains($"Content-Range: bytes {from}-{to}/41984\r\n", part, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(
                Encoding.Latin1.GetString(NginxSite.Medium[from..(to + 1)]),
                part.Split("\r\n\r\n", 2)[1][..^2]
            );
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Range_BeyondTheEnd_Is416WithTheLength()
    {
        var target = $"{NginxSite.MediumPath}?beyond";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        await StoreAsync(node, target);

        using var response = await AskAsync(node, target, "bytes=41984-");

        Assert.Equal(416, response.Status);
        Assert.Equal("bytes */41984", response.Field("Content-Range"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("bytes=9-1")]
    [InlineData("bytes=a-b")]
    [InlineData("lines=1-2")]
    public async Task Range_MalformedOrOfAnotherUnit_IsIgnored(string range)
    {
        var target = $"{NginxSite.MediumPath}?ignored-{range}";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        await StoreAsync(node, target);

        using var response = await AskAsync(node, target, range);

        Assert.Equal(200, response.Status);
        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(await response.BytesAsync()));
    }

    [Fact(Timeout = 30_000)]
    public async Task IfRange_WithTheCurrentETag_GivesTheRangeAndWithAnotherTheWhole()
    {
        var target = $"{NginxSite.MediumPath}?if-range";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        var tag = await StoreAsync(node, target);

        using var same = await AskAsync(node, target, "bytes=10-19", tag);
        using var other = await AskAsync(node, target, "bytes=10-19", "\"another\"");
        using var date = await AskAsync(node, target, "bytes=10-19", "Thu, 29 Feb 2024 12:00:00 GMT");
        using var earlier = await AskAsync(node, target, "bytes=10-19", "Wed, 28 Feb 2024 12:00:00 GMT");

        Assert.Equal([206, 200, 206, 200], [same.Status, other.Status, date.Status, earlier.Status]);
        Assert.Equal(NginxSite.Medium[10..20], await same.BytesAsync());
        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(await other.BytesAsync()));
    }

    private static async Task<string> StoreAsync(NodeUnderTest node, string target)
    {
        using var response = await node.StoreAsync(target);
        return response.Field("ETag")!;
    }

    private static Task<HttpResponseMessage> AskAsync(
        NodeUnderTest node,
        string target,
        string range,
        string? ifRange = null
    ) =>
        node.GetAsync(
            target,
            request =>
            {
                Assert.True(request.Headers.TryAddWithoutValidation("Range", range));
                if (ifRange is not null)
                {
                    Assert.True(request.Headers.TryAddWithoutValidation("If-Range", ifRange));
                }
            }
        );
}
