using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>HEAD answers what GET would, without the body (RFC 9110, section 9.3.2).</summary>
public sealed class HeadTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task Head_OfAStoredFile_IsAnsweredFromItWithTheSameHeader()
    {
        const string Target = NginxSite.MediumPath + "?head-stored";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        using var get = await node.StoreAsync(Target);

        using var head = await node.GetAsync(Target, method: HttpMethod.Head);

        Assert.Equal(200, head.Status);
        Assert.True(head.IsHit, head.CacheStatus);
        Assert.Empty(await head.BytesAsync());
        foreach (var name in (string[])["Content-Length", "Content-Type", "ETag", "Last-Modified", "Cache-Control"])
        {
            Assert.NotNull(head.Field(name));
            Assert.Equal(get.Field(name), head.Field(name));
        }

        Assert.Single(await nginx.RequestsAsync(Target));
    }

    [Fact(Timeout = 30_000)]
    public async Task Head_OfAFileNobodyHasYet_SaysItsLengthAndALaterGetIsWhole()
    {
        const string Target = NginxSite.MediumPath + "?head-cold";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var head = await node.GetAsync(Target, method: HttpMethod.Head);
        using var get = await node.GetAsync(Target);

        Assert.Equal(200, head.Status);
        Assert.Equal("41984", head.Field("Content-Length"));
        Assert.Empty(await head.BytesAsync());
        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(await get.BytesAsync()));
    }

    [Fact(Timeout = 30_000)]
    public async Task Head_ThenTheNextRequestOnTheConnection_AreNotConfused()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        var host = $"Host: site.test.localhost:{node.Http.Port}\r\n";

        var text = await RawExchange.SendAsync(
            node.Http,
            $"HEAD /js/site.js?a HTTP/1.1\r\n{host}\r\nGET /js/site.js?b HTTP/1.1\r\n{host}Connection: close\r\n\r\n"
        );

        var parts = text.Split("HTTP/1.1 200 OK\r\n");
        Assert.Equal(3, parts.Length);
        Assert.EndsWith("\r\n\r\n", parts[1]);
        Assert.EndsWith("\r\n\r\nconsole.log('site');", parts[2]);
    }
}
