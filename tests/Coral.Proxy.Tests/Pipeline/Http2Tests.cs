using System.Net;
using System.Net.Http.Headers;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>The same pipeline under cleartext HTTP/2.</summary>
public sealed class Http2Tests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Get_Hit_IsServed()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new byte[3 * StoredBody.SegmentBytes];
        new Random(3).NextBytes(body);
        proxy.Keep("/a?b", Stored.Of(body, ("X-Own", "1"), ("Connection", "close")));
        using var client = new HttpClient();

        using var response = await client.SendAsync(Request(proxy, HttpMethod.Get, "/a?b"), Token);

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal(body, await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(["coral; hit; ttl=100; detail=memory"], response.Headers.GetValues("Cache-Status"));
        Assert.Equal(["1"], response.Headers.GetValues("X-Own"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ManyAtATimeOnOneConnection_AllGetTheirOwn()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (request, _) =>
            Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Of(200, request.Key.Target));
        using var client = new HttpClient();

        var texts = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async i =>
                {
                    using var response = await client.SendAsync(Request(proxy, HttpMethod.Get, $"/{i}"), Token);
                    return await response.Content.ReadAsStringAsync(Token);
                })
        );

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"/{i}"), texts);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_BodyBreaksOff_TheStreamIsResetAndTheConnectionLives()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: null);
        proxy.Cache.Respond = (_, _) => Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Growing(body));
        proxy.Keep("/well", Stored.Of("well"));
        using var client = new HttpClient();
        using var response = await client.SendAsync(
            Request(proxy, HttpMethod.Get, "/"),
            HttpCompletionOption.ResponseHeadersRead,
            Token
        );
        body.Append([1, 2, 3]);

        body.End(FetchFailure.ConnectionLost);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Token));
        using var next = await client.SendAsync(Request(proxy, HttpMethod.Get, "/well"), Token);
        Assert.Equal("well", await next.Content.ReadAsStringAsync(Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Post_IsRefused()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        using var client = new HttpClient();
        using var request = Request(proxy, HttpMethod.Post, "/");
        request.Content = new ByteArrayContent([])
        {
            Headers = { ContentType = new MediaTypeHeaderValue("text/plain") },
        };

        using var response = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_OverHttp1_OnTheHttp2Port_IsNotServed()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await using var connection = await RawConnection.OpenAsync(proxy.Http2);

        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        Assert.Equal(400, (await connection.ReceiveAsync()).Status);
        Assert.Empty(proxy.Cache.Requests);
    }

    private static HttpRequestMessage Request(ProxyUnderTest proxy, HttpMethod method, string target) =>
        new(method, $"http://{proxy.Http2}{target}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = "www.x.com.localhost" },
        };
}
