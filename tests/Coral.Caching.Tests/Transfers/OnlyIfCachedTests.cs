using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>Requests that want what is here or on its way, and nothing else (RFC 9111, section 5.2.1.7).</summary>
public sealed class OnlyIfCachedTests : IDisposable
{
    private static readonly (string, string) OnlyIfCached = ("Cache-Control", "only-if-cached");

    private readonly CacheFixture _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_NothingHere_Is504WithoutAnyRequest()
    {
        var got = _node.Clock.Run(() => _node.GetAsync("/a", OnlyIfCached));

        Assert.Equal((504, 0, 0), (got.Code, got.Bytes, _node.Web.Hits));
    }

    [Fact]
    public void GetAsync_StoredOrOnItsWay_IsServed()
    {
        var (follower, hit) = _node.Clock.Run(async () =>
        {
            var first = _node.GetAsync("/a");
            var follower = await _node.GetAsync("/a", OnlyIfCached);
            await first;
            return (follower, await _node.GetAsync("/a", OnlyIfCached));
        });

        Assert.Equal((200, true, 1000), (follower.Code, follower.Status.Collapsed, follower.Bytes));
        Assert.Equal((200, true, 1000), (hit.Code, hit.Status.Hit, hit.Bytes));
    }

    [Theory]
    [InlineData("Cache-Control", "private")]
    [InlineData("Vary", "Cache-Control")]
    public void GetAsync_AnotherVariantIsOnItsWay_Is504(string name, string value)
    {
        _node.Web.Answer = (_, _) => Script.Ok((name, value));

        var got = _node.Clock.Run(async () =>
        {
            var first = _node.GetAsync("/a");
            var got = await _node.GetAsync("/a", OnlyIfCached);
            await first;
            return got;
        });

        Assert.Equal((504, 1), (got.Code, _node.Web.Hits));
    }
}
