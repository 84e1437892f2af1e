using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Functional.Tests;

/// <summary>Files arrive byte for byte, and the origin sends each of them once.</summary>
public sealed class FileTests(NginxOrigin nginx)
{
    [Theory(Timeout = 60_000)]
    [InlineData(NginxSite.MediumPath)]
    [InlineData(NginxSite.LargePath)]
    public async Task File_AskedTwice_IsByteExactBothTimesAndFetchedOnce(string path)
    {
        var target = $"{path}?twice";
        var expected = path == NginxSite.LargePath ? NginxSite.Large : NginxSite.Medium;
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var first = await node.StoreAsync(target);
        var firstBody = await first.BytesAsync();
        using var second = await node.GetAsync(target);
        var secondBody = await second.BytesAsync();

        Assert.Equal(NginxSite.Digest(expected), NginxSite.Digest(firstBody));
        Assert.Equal(NginxSite.Digest(expected), NginxSite.Digest(secondBody));
        Assert.False(first.IsHit, first.CacheStatus);
        Assert.True(second.IsHit, second.CacheStatus);
        Assert.Equal(expected.Length, second.Content.Headers.ContentLength);
        Assert.Single(await nginx.RequestsAsync(target));
    }

    [Fact(Timeout = 60_000)]
    public async Task File_AskedWithTwoQueries_IsTwoObjects()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        foreach (var query in (string[])["?query=1", "?query=2", "?query=1"])
        {
            using var response = await node.GetAsync(NginxSite.MediumPath + query);
            Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(await response.BytesAsync()));
        }

        Assert.Equal(2, (await nginx.RequestsAsync($"{NginxSite.MediumPath}?query=")).Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task File_FromTheCache_CarriesAgeViaAndTheOriginsFields()
    {
        var clock = new SkippingClock();
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint, new NodeSetup { Clock = clock });
        using var first = await node.StoreAsync($"{NginxSite.MediumPath}?age");
        clock.Skip(TimeSpan.FromSeconds(100));

        using var second = await node.GetAsync($"{NginxSite.MediumPath}?age");

        Assert.True(second.IsHit, second.CacheStatus);
        Assert.InRange(second.Headers.Age!.Value.TotalSeconds, 100, 130);
        Assert.Contains("CoralWebPrx", second.Field("Via"));
        Assert.Equal(first.Field("ETag"), second.Field("ETag"));
        Assert.Equal("Thu, 29 Feb 2024 12:00:00 GMT", second.Field("Last-Modified"));
        Assert.Equal("max-age=3600", second.Field("Cache-Control"));
        Assert.Equal("application/octet-stream", second.Field("Content-Type"));
    }

    [Fact(Timeout = 30_000)]
    public async Task File_OfUnknownLength_IsStoredAndHasOneFromThenOn()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\nfour\r\n5;ext=1\r\n five\r\n0\r\nX-Trailer: dropped\r\n\r\n"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var first = await node.StoreAsync("/");
        var firstBody = await first.TextAsync();
        using var second = await node.GetAsync("/");

        Assert.Equal("four five", firstBody);
        Assert.Equal("four five", await second.TextAsync());
        Assert.True(second.IsHit, second.CacheStatus);
        Assert.Equal("9", second.Field("Content-Length"));
    }

    [Fact(Timeout = 30_000)]
    public async Task File_ForAnOldClient_IsNeverChunked()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        var answer = await RawExchange.SendAsync(
            node.Http,
            $"GET / HTTP/1.0\r\nHost: site.test.localhost:{node.Http.Port}\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.DoesNotContain("chunked", answer);
        Assert.EndsWith("\r\n\r\nfour", answer);
    }
}
