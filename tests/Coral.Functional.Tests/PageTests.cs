using System.Text.RegularExpressions;
using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>A visitor who enters a site through Coral stays inside.</summary>
public sealed partial class PageTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task Page_WithRelativeLinks_IsUnchangedAndEveryLinkIsServedThroughTheNode()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var page = await node.GetAsync(NginxSite.PagePath);
        var html = await page.TextAsync();
        Assert.Equal(NginxSite.Page, html);

        var links = Link().Matches(html).Select(link => link.Groups["url"].Value).ToArray();
        Assert.Equal(4, links.Length);
        foreach (var link in links)
        {
            var url = new Uri(node.Url(NginxSite.PagePath), link);
            Assert.Equal(node.Url("/").Authority, url.Authority);
            using var linked = await node.Client.GetAsync(url, TestContext.Current.CancellationToken);
            Assert.Equal(200, linked.Status);
            Assert.NotEmpty(await linked.BytesAsync());
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("site.test.localhost")]
    [InlineData("SITE.Test.LocalHost")]
    [InlineData("site-test.localhost")]
    public async Task Page_UnderEveryFormOfItsName_IsTheSameObject(string host)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        using var first = await node.StoreAsync("/js/site.js?forms");

        using var response = await node.GetAsync(
            "/js/site.js?forms",
            request => request.Headers.Host = $"{host}:{node.Http.Port}"
        );

        Assert.Equal(200, response.Status);
        Assert.True(response.IsHit, response.CacheStatus);
        Assert.Equal("console.log('site');", await response.TextAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Page_UnderANameThatIsNotCanonical_LeadsToTheOneThatIs()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync(
            "/js/site.js?a=b",
            request => request.Headers.Host = $"site.test.80.localhost:{node.Http.Port}"
        );

        Assert.Equal(308, response.Status);
        Assert.Equal(node.Url("/js/site.js?a=b").AbsoluteUri, response.Field("Location"));
        Assert.StartsWith("coral", response.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task Page_NotFoundAtTheOrigin_IsTheOriginsOwnAnswer()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync("/no/such/page");

        Assert.Equal(404, response.Status);
        Assert.Contains("nginx", await response.TextAsync());
    }

    [GeneratedRegex("(href|src)=\"(?<url>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
