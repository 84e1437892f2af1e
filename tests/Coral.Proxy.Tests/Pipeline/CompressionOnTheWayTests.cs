using System.Text;
using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Proxy.Tests.Coding;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Texts that are compressed while they arrive.</summary>
public sealed class CompressionOnTheWayTests
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat("<p>some text that compresses well</p>\n", 2000))
    );

    private static readonly (string, string)[] Fields = [("Content-Type", "text/html"), ("ETag", "\"v1\"")];

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_TextOnItsWay_IsCompressedForTheFirstClient(bool isLengthKnown)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(isLengthKnown ? Page.Length : null);
        body.Append(Page);
        body.End();
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Growing(body, Fields));

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip, br");

        Assert.Equal(("br", "chunked"), (response["Content-Encoding"], response["Transfer-Encoding"]));
        Assert.Equal(("W/\"v1\"", "Accept-Encoding"), (response["ETag"], response["Vary"]));
        Assert.True(response.IsComplete);
        Assert.Equal(Page, Decoded.Of(response.Body, "br"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_SeveralClientsOfOneBody_ShareOneEncoding()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(Page.Length);
        var asked = new SemaphoreSlim(0);
        proxy.Cache.Respond = (_, _) =>
        {
            asked.Release();
            return Task.FromResult<CacheResponse>(FakeResponse.Growing(body, Fields));
        };

        var crowd = Enumerable.Range(0, 10).Select(_ => proxy.GetAsync("/", "Accept-Encoding: gzip")).ToList();
        for (var i = 0; i < crowd.Count; i++)
        {
            await asked.WaitAsync(TestContext.Current.CancellationToken);
        }

        body.Append(Page);
        body.End();
        var responses = await Task.WhenAll(crowd);

        Assert.All(responses, response => Assert.Equal("gzip", response["Content-Encoding"]));
        Assert.All(responses, response => Assert.Equal(responses[0].Body, response.Body));
        Assert.Equal(Page, Decoded.Of(responses[0].Body, "gzip"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_StoredMeanwhile_TheFormIsKeptBesideIt()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var stored = Stored.Of(Page, Fields);
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<CacheResponse>(
                new FakeResponse(new ResponseHead(200, FieldList.Of(Fields)), default, GrowingBody.Complete(Page))
                {
                    StoredToBe = stored,
                }
            );

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip");
        while (stored.Body.Coded.Find(ContentCoding.Gzip) is null)
        {
            await Task.Yield();
        }

        var (key, coding, kept) = Assert.Single(proxy.Cache.KeptCoded);
        Assert.Equal((new CacheKey("http://www.x.com", "/"), ContentCoding.Gzip), (key, coding));
        Assert.Equal(response.Body, Bytes(kept));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_SentAsItIs_AFormIsMadeForThoseWhoComeLater()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var stored = Stored.Of(Page, Fields);
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<CacheResponse>(
                new FakeResponse(new ResponseHead(200, FieldList.Of(Fields)), default, GrowingBody.Complete(Page))
                {
                    StoredToBe = stored,
                }
            );

        var response = await proxy.GetAsync("/");
        while (stored.Body.Coded.Find(ContentCoding.Gzip) is null)
        {
            await Task.Yield();
        }

        Assert.Equal((null, "Accept-Encoding"), (response["Content-Encoding"], response["Vary"]));
        Assert.Equal(Page, response.Body);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_BodyBreaksOff_NoClientTakesItForComplete()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(Page.Length);
        body.Append(Page[..5000]);
        body.End(FetchFailure.ConnectionLost);
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Growing(body, Fields));

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip");

        Assert.False(response.IsComplete);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_EventStream_GoesAsItComes()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = GrowingBody.Complete(Page);
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<CacheResponse>(FakeResponse.Growing(body, ("Content-Type", "text/event-stream")));

        var response = await proxy.GetAsync("/", "Accept-Encoding: gzip");

        Assert.Equal((null, null), (response["Content-Encoding"], response["Vary"]));
        Assert.Equal(Page, response.Body);
    }

    private static byte[] Bytes(StoredBody body) =>
        [.. Assert.IsType<MemoryBody>(body).Segments.SelectMany(segment => segment.ToArray())];
}
