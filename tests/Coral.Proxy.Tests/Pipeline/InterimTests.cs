using Coral.Caching;
using Coral.Caching.Http;
using Coral.Proxy.Pipeline;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Interim responses on their way to the client.</summary>
public sealed class InterimTests
{
    private static readonly ResponseHead Hints = new(
        103,
        FieldList.Of(
            ("Link", "</a.css>; rel=preload"),
            ("Link", "<http://www.x.com/b.css>; rel=preload"),
            ("Set-Cookie", "a=b"),
            ("Content-Length", "5")
        )
    );

    [Fact(Timeout = 30_000)]
    public async Task Get_EarlyHints_ComeBeforeTheResponseAndUnderOurName()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, times: 1);
        await using var connection = await proxy.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        var (status, fields) = await connection.ReceiveHeadAsync();
        var final = await connection.ReceiveAsync();

        Assert.Equal(103, status);
        Assert.Equal(
            ["</a.css>; rel=preload", "<http://www.x.com.localhost/b.css>; rel=preload"],
            fields.Where(field => field.Name == "Link").Select(field => field.Value)
        );
        Assert.DoesNotContain(fields, field => field.Name is "Set-Cookie" or "Content-Length");
        Assert.Equal((200, "fetched"), (final.Status, final.Text));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ManyInterimResponses_AreBoundedAndTheConnectionGoesOn()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, times: 100);
        await using var connection = await proxy.ConnectAsync();
        for (var round = 0; round < 2; round++)
        {
            await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
            for (var i = 0; i < InterimResponses.Most; i++)
            {
                Assert.Equal(103, (await connection.ReceiveHeadAsync()).Status);
            }

            Assert.Equal("fetched", (await connection.ReceiveAsync()).Text);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_Http10_GetsNone()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, times: 1);

        Assert.Equal(200, (await proxy.SendAsync("GET / HTTP/1.0")).Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_LateInterimResponse_GoesNowhere()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        IInterimReceiver? receiver = null;
        proxy.Cache.Respond = (request, _) =>
        {
            receiver ??= request.Interim;
            return Task.FromResult<CacheResponse>(FakeResponse.Of(200, "fetched"));
        };
        await using var connection = await proxy.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        Assert.Equal(200, (await connection.ReceiveAsync()).Status);
        receiver!.Receive(Hints);
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        Assert.Equal(200, (await connection.ReceiveAsync()).Status);
    }

    private static void Answer(ProxyUnderTest proxy, int times) =>
        proxy.Cache.Respond = (request, _) =>
        {
            for (var i = 0; i < times; i++)
            {
                request.Interim?.Receive(Hints);
            }

            return Task.FromResult<CacheResponse>(FakeResponse.Of(200, "fetched"));
        };
}
