using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>Redirects are passed on and point back into Coral; the node follows none of them.</summary>
public sealed class RedirectTests(NginxOrigin nginx)
{
    [Theory(Timeout = 30_000)]
    [InlineData("/redirect/relative", 302, "http://site.test.localhost:{port}/page/index.html")]
    [InlineData("/redirect/absolute", 301, "http://site.test.localhost:{port}/page/index.html")]
    [InlineData("/redirect/https", 301, "http://site.test.443.localhost:{port}/page/index.html")]
    [InlineData("/redirect/other", 302, "http://other.example.8000.localhost:{port}/landing?x=1")]
    public async Task Redirect_FromTheOrigin_LeadsTheVisitorBackIntoCoral(string path, int status, string location)
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        var target = $"{path}?{Guid.NewGuid():N}";

        using var response = await node.GetAsync(target);

        Assert.Equal(status, response.Status);
        var landing = new Uri(node.Url(target), response.Field("Location")).AbsoluteUri;
        Assert.Equal(location.Replace("{port}", $"{node.Http.Port}"), landing);
        Assert.Single(await nginx.RequestsAsync(target));
    }

    [Fact(Timeout = 30_000)]
    public async Task Redirect_SeenUnderTheOneLabelForm_KeepsThatForm()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync(
            "/redirect/other?one-label",
            request => request.Headers.Host = $"site-test.localhost:{node.Http.Port}"
        );

        Assert.Equal($"http://other-example-8000.localhost:{node.Http.Port}/landing?x=1", response.Field("Location"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Redirect_WithARelativePath_ResolvesInsideCoral()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync("/redirect/path");

        var landing = new Uri(node.Url("/redirect/path"), response.Field("Location"));
        Assert.Equal(node.Url("/page/second.html?a=b%20c"), landing);
    }

    [Fact(Timeout = 30_000)]
    public async Task Redirect_ToWhatIsNotOfTheWeb_IsLeftAsItIs()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync("/redirect/mail");

        Assert.Equal("mailto:someone@example.org", response.Field("Location"));
    }
}
