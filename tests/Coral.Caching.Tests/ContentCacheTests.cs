using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests;

public sealed class ContentCacheTests : IDisposable
{
    private readonly CacheFixture _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_FirstMissThenHit_FetchesFromTheOriginOnce()
    {
        var (first, second) = _node.Clock.Run(async () => (await _node.GetAsync("/a"), await _node.GetAsync("/a")));

        Assert.Equal(1, _node.Web.Hits);
        Assert.Equal((1000, 1000), (first.Bytes, second.Bytes));
        Assert.Equal(("uri-miss", 200, true, "origin"), Told(first));
        Assert.True(second.Status.Hit);
        Assert.Equal("memory", second.Status.Detail);
        Assert.Equal(TimeSpan.FromSeconds(59), second.Status.Ttl);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(7)]
    public void GetAsync_CrowdOnAColdObject_FetchesFromTheOriginOnce(double seconds)
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { HeaderAfter = TimeSpan.FromSeconds(seconds) };

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(200, "/hot"));

        Assert.Equal(1, _node.Web.Hits);
        Assert.All(crowd, client => Assert.Equal((200, 1000), (client.Code, client.Bytes)));
        Assert.All(crowd, client => Assert.Equal(TimeSpan.FromSeconds(seconds), client.EndAfter));
        Assert.Equal(199, crowd.Count(client => client.Status.Collapsed));
    }

    [Fact]
    public void FindFresh_Stored_IsFoundWhileItIsFreshAndAllocatesNothing()
    {
        var request = CacheFixture.Request("/a");
        _node.Clock.Run(() => _node.GetAsync("/a"));
        Assert.NotNull(_node.Cache.FindFresh(request.Key, request.Fields));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _node.Cache.FindFresh(request.Key, request.Fields);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        _node.Clock.Run(() => _node.Wait(60));
        Assert.Null(_node.Cache.FindFresh(request.Key, request.Fields));
    }

    [Fact]
    public void GetAsync_BodyComplete_NamesTheStoredResponse()
    {
        var request = CacheFixture.Request("/a");
        _node.Clock.Run(async () =>
        {
            using var response = await _node.Cache.GetAsync(request, CancellationToken.None);
            await response.Body!.DrainAsync();

            Assert.NotNull(response.Stored);
            Assert.Same(_node.Cache.FindFresh(request.Key, request.Fields), response.Stored);
        });
    }

    private static (string?, int, bool, string?) Told(ClientResult client) =>
        (client.Status.Forward, client.Status.ForwardStatus, client.Status.Stored, client.Status.Detail);
}
