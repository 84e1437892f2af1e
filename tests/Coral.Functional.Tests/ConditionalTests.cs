using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>
/// Conditional requests, from the client to the node and from the node to the origin (RFC 9110, section 13).
/// </summary>
public sealed class ConditionalTests(NginxOrigin nginx)
{
    [Theory(Timeout = 30_000)]
    [InlineData("If-None-Match", "{tag}", 304)]
    [InlineData("If-None-Match", "\"x\", W/{tag}", 304)]
    [InlineData("If-None-Match", "*", 304)]
    [InlineData("If-None-Match", "\"x\"", 200)]
    [InlineData("If-Modified-Since", "Thu, 29 Feb 2024 12:00:00 GMT", 304)]
    [InlineData("If-Modified-Since", "Wed, 28 Feb 2024 12:00:00 GMT", 200)]
    [InlineData("If-Modified-Since", "no date at all", 200)]
    [InlineData("If-Match", "\"x\"", 412)]
    [InlineData("If-Unmodified-Since", "Wed, 28 Feb 2024 12:00:00 GMT", 412)]
    public async Task Condition_OnAStoredFile_IsDecidedWithoutTheOrigin(string name, string value, int expected)
    {
        var target = $"{NginxSite.MediumPath}?{Guid.NewGuid():N}";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        using var first = await node.StoreAsync(target);
        var condition = value.Replace("{tag}", first.Field("ETag"));

        using var response = await AskAsync(node, target, name, condition);

        Assert.Equal(expected, response.Status);
        var body = await response.BytesAsync();
        Assert.Equal(expected == 200 ? NginxSite.Medium.Length : 0, expected == 412 ? 0 : body.Length);
        if (expected == 304)
        {
            Assert.Equal(first.Field("ETag"), response.Field("ETag"));
            Assert.Equal("max-age=3600", response.Field("Cache-Control"));
        }

        Assert.Single(await nginx.RequestsAsync(target));
    }

    [Fact(Timeout = 30_000)]
    public async Task Condition_OnAFileNobodyHasYet_FetchesItWholeAndThenDecides()
    {
        const string Target = NginxSite.MediumPath + "?cold-condition";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var cold = await AskAsync(node, Target, "If-Modified-Since", "Thu, 29 Feb 2024 12:00:00 GMT");
        await cold.BytesAsync();
        await node.StoredAsync(1);
        using var warm = await node.GetAsync(Target);

        Assert.Equal(304, cold.Status);
        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(await warm.BytesAsync()));
        Assert.Single(await nginx.RequestsAsync(Target));
    }

    [Fact(Timeout = 30_000)]
    public async Task Revalidation_OfAStaleFile_AsksWithItsETagAndServesTheStoredBytes()
    {
        const string Target = "/validated?again";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var first = await node.StoreAsync(Target);
        var body = await first.TextAsync();
        using var second = await node.GetAsync(Target);

        Assert.Equal(200, second.Status);
        Assert.Equal(body, await second.TextAsync());
        Assert.Contains("fwd=stale", second.CacheStatus);
        Assert.Contains("fwd-status=304", second.CacheStatus);
        var requests = await nginx.RequestsAsync(Target);
        Assert.Equal(["200", "304"], requests.Select(request => request.Status));
        Assert.Equal(first.Field("ETag"), requests[1].IfNoneMatch);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/no-store", 2)]
    [InlineData("/private", 2)]
    [InlineData("/s-maxage", 1)]
    public async Task Freshness_AsTheOriginSays_DecidesWhetherTheSecondRequestIsAHit(string path, int hits)
    {
        var target = $"{path}?twice";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        for (var time = 0; time < 2; time++)
        {
            using var response = await node.GetAsync(target);
            Assert.Equal(NginxSite.Text("plain"), await response.TextAsync());
        }

        Assert.Equal(hits, (await nginx.RequestsAsync(target)).Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Freshness_RunOut_AsksAgain()
    {
        const string Target = NginxSite.MediumPath + "?run-out";
        var clock = new SkippingClock();
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint, new NodeSetup { Clock = clock });
        using var first = await node.StoreAsync(Target);

        clock.Skip(TimeSpan.FromSeconds(3500));
        using var fresh = await node.GetAsync(Target);
        await fresh.BytesAsync();
        clock.Skip(TimeSpan.FromSeconds(200));
        using var stale = await node.GetAsync(Target);
        await stale.BytesAsync();

        Assert.True(fresh.IsHit, fresh.CacheStatus);
        Assert.False(stale.IsHit, stale.CacheStatus);
        Assert.Equal(["200", "304"], (await nginx.RequestsAsync(Target)).Select(request => request.Status));
    }

    private static Task<HttpResponseMessage> AskAsync(NodeUnderTest node, string target, string name, string value) =>
        node.GetAsync(target, request => Assert.True(request.Headers.TryAddWithoutValidation(name, value)));
}
