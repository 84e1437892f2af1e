using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pages;

/// <summary>The bare zone.</summary>
public sealed class LandingTests
{
    private const string Bare = "Host: localhost:8080";
    private const string Browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    [Fact(Timeout = 30_000)]
    public async Task Get_WithCurl_SaysInTextWhatThisIs()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/", Bare, "Accept: */*");

        Assert.Equal((200, "text/plain; charset=utf-8"), (response.Status, response["Content-Type"]));
        Assert.Contains("http://www.example.com.localhost:8080/", response.Text);
        Assert.StartsWith("coral; ", response["Cache-Status"]);
        Assert.Equal("1.1 CoralWebPrx", response["Via"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_WithABrowser_HasAFormThatMayLeadToCoralizedNames()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/", Bare, Browser);

        Assert.Equal("text/html; charset=utf-8", response["Content-Type"]);
        Assert.Contains("<form action=\"/\" method=\"get\">", response.Text);
        Assert.Contains("name=\"url\"", response.Text);
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
                + "form-action 'self' http://*.localhost:8080 https://*.localhost:8080",
            response["Content-Security-Policy"]
        );
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/?url=http://www.x.com/a?b", "http://www.x.com.localhost:8080/a?b")]
    [InlineData("/?url=http%3A%2F%2Fwww.x.com%2Fa%3Fb%26c", "http://www.x.com.localhost:8080/a?b&c")]
    [InlineData("/?a=b&url=https://www.x.com/", "http://www.x.com.443.localhost:8080/")]
    [InlineData("/?url=www.x.com", "http://www.x.com.localhost:8080/")]
    [InlineData("/?url=+http://www.x.com:8000/+", "http://www.x.com.8000.localhost:8080/")]
    public async Task Get_WithAUrl_Is302ToItsLink(string target, string link)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync(target, Bare);

        Assert.Equal((302, link), (response.Status, response["Location"]));
        Assert.Contains(link, response.Text);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/?url=http://127.0.0.1/", "IP address")]
    [InlineData("/?url=ftp://www.x.com/", "http:// or https://")]
    [InlineData("/?url=http://u:p@www.x.com/", "user name")]
    [InlineData("/?url=http://www.x.com.localhost/", "coralized name already")]
    [InlineData("/?url=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "")]
    [InlineData("/?url=%00%ff%0d%0aX-Forged:1", "")]
    public async Task Get_WithAUrlThatHasNoLink_Is400AndSaysWhy(string target, string why)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync(target, Bare, Browser);

        Assert.Equal(400, response.Status);
        Assert.Contains(why, System.Net.WebUtility.HtmlDecode(response.Text));
        Assert.DoesNotContain("<script", response.Text);
        Assert.Contains("<form", response.Text);
        Assert.Null(response["X-Forged"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/?url=", 200)]
    [InlineData("/?other=1", 200)]
    [InlineData("/robots.txt", 200)]
    [InlineData("/favicon.ico", 404)]
    [InlineData("/a?url=http://www.x.com/", 404)]
    public async Task Get_OtherTargets_AreServedHere(string target, int status)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync(target, Bare);

        Assert.Equal(status, response.Status);
        Assert.NotEqual("", response.Text);
        Assert.Empty(proxy.Cache.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_Robots_IsTextForABrowserToo()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var response = await proxy.GetAsync("/robots.txt", Bare, Browser);

        Assert.Equal("User-agent: *\nDisallow: /?\n", response.Text);
        Assert.Equal("text/plain; charset=utf-8", response["Content-Type"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Head_AndPost_AreHeldToTheMethodsToo()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var head = await proxy.SendAsync("HEAD / HTTP/1.1", Bare);
        var post = await proxy.SendAsync("POST / HTTP/1.1", Bare, "Content-Length: 0");

        Assert.Equal((200, 405), (head.Status, post.Status));
        Assert.NotEqual("0", head["Content-Length"]);
    }
}
