using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>The bare zone: a page for people, and a link maker.</summary>
public sealed class LandingTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task BareZone_AskedForItsRoot_ShowsAFormForAUrl()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await AskAsync(node, "/");

        Assert.Equal(200, response.Status);
        Assert.StartsWith("text/html", response.Field("Content-Type"));
        var html = await response.TextAsync();
        Assert.Contains("<form", html);
        Assert.Contains("name=\"url\"", html);
        Assert.StartsWith("coral", response.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task BareZone_AskedForItsRoot_LeadsPublishersToTheirPage()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var start = await AskAsync(node, "/");
        using var page = await AskAsync(node, "/publishers");

        Assert.Contains($"href=\"http://localhost:{node.Http.Port}/publishers\"", await start.TextAsync());
        Assert.Equal(200, page.Status);
        Assert.StartsWith("text/plain", page.Field("Content-Type"));
        Assert.StartsWith("# Coral for publishers", await page.TextAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("http://www.x.com/a?b=c", "http://www.x.com.localhost:{port}/a?b=c")]
    [InlineData("www.x.com", "http://www.x.com.localhost:{port}/")]
    [InlineData("https://www.x.com/a", "http://www.x.com.443.localhost:{port}/a")]
    [InlineData("http://www.x.com:8000/", "http://www.x.com.8000.localhost:{port}/")]
    public async Task BareZone_GivenAUrl_LeadsToItsCoralizedForm(string url, string location)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await AskAsync(node, $"/?url={Uri.EscapeDataString(url)}");

        Assert.Equal(302, response.Status);
        Assert.Equal(location.Replace("{port}", $"{node.Http.Port}"), response.Field("Location"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("ftp://www.x.com/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://www.x.com.localhost/")]
    [InlineData("<script>")]
    public async Task BareZone_GivenWhatIsNoUrlForCoral_Says400WithoutEchoingMarkup(string url)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await AskAsync(node, $"/?url={Uri.EscapeDataString(url)}");

        Assert.Equal(400, response.Status);
        Assert.DoesNotContain("<script>", await response.TextAsync());
    }

    private static async Task<HttpResponseMessage> AskAsync(NodeUnderTest node, string target)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri($"http://localhost:{node.Http.Port}{target}")
        );
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
        return await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
