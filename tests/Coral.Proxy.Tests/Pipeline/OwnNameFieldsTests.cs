using Coral.Caching;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>
/// The table of docs/fields.md: fields in which an origin names itself, as a client of ours gets them.
/// </summary>
public sealed class OwnNameFieldsTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("Location", "http://other.example/x", "http://other.example.localhost/x")]
    [InlineData("Content-Location", "https://www.x.com/x", "http://www.x.com.443.localhost/x")]
    [InlineData("Refresh", "5; url=http://www.x.com/x", "5; url=http://www.x.com.localhost/x")]
    [InlineData("Refresh", "5", "5")]
    [InlineData("Link", "<http://www.x.com/a>; rel=next", "<http://www.x.com.localhost/a>; rel=next")]
    [InlineData("Link", "<http://www.x.com/a>; rel=canonical", "<http://www.x.com/a>; rel=canonical")]
    [InlineData("Link", "<http://cdn.x.com/a>; rel=preload", "<http://cdn.x.com/a>; rel=preload")]
    [InlineData("SourceMap", "http://www.x.com/a.map", "http://www.x.com.localhost/a.map")]
    [InlineData("X-SourceMap", "/a.map", "/a.map")]
    [InlineData("Service-Worker-Allowed", "http://www.x.com/", "http://www.x.com.localhost/")]
    [InlineData("Content-Security-Policy", "upgrade-insecure-requests", null)]
    [InlineData("Content-Security-Policy", "img-src *; upgrade-insecure-requests", "img-src *")]
    [InlineData("X-WebKit-CSP", "img-src https:", "img-src https: 'self'")]
    [InlineData("Access-Control-Allow-Origin", "*", "*")]
    [InlineData("Access-Control-Allow-Origin", "http://www.x.com", "http://www.x.com")]
    [InlineData("Timing-Allow-Origin", "http://www.x.com", "http://www.x.com")]
    [InlineData("X-Pingback", "http://www.x.com/x", "http://www.x.com/x")]
    [InlineData("Server", "www.x.com", "www.x.com")]
    public async Task Get_FieldThatNamesTheOrigin_ReadsAsTheTableSays(string name, string value, string? expected)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/stored", Stored.Of("x", (name, value)));
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Of(200, "x", (name, value)));

        Assert.Equal(expected, (await proxy.GetAsync("/stored"))[name]);
        Assert.Equal(expected, (await proxy.GetAsync("/fetched"))[name]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("http://www.x.com", "http://www.x.com.localhost", true)]
    [InlineData("https://www.x.com", "http://www.x.com.localhost", true)]
    [InlineData("http://app.x.com", "http://app-x-com.coral.test:8080", true)]
    [InlineData("http://app.x.com", "http://www.x.com.localhost", false)]
    [InlineData("http://app.x.com", "http://app.x.com", false)]
    [InlineData("null", "null", false)]
    public async Task Get_OriginAllowedByItsName_IsAllowedByOurs(string allowed, string page, bool isRewritten)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("x", ("Access-Control-Allow-Origin", allowed), ("Vary", "Accept")));

        var response = await proxy.GetAsync("/", $"Origin: {page}");

        Assert.Equal(isRewritten ? page : allowed, response["Access-Control-Allow-Origin"]);
        Assert.Equal(
            isRewritten ? ["Accept", "Origin"] : ["Accept"],
            response.Fields.Where(field => field.Name == "Vary").Select(field => field.Value)
        );
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_LineThatTheServerRefuses_CostsThatLineOnly()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("x", ("X-Two", "1"), ("X-Two", "a\u0001b"), ("X-Two", "3")));

        var response = await proxy.GetAsync("/");

        Assert.Equal(["1", "3"], response.Fields.Where(field => field.Name == "X-Two").Select(field => field.Value));
    }
}
