using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>One limit on the size of objects, for declared and for running bodies, for GET and for HEAD.</summary>
public sealed class ObjectLimitTests
{
    private const int Limit = 1 << 20;

    [Theory]
    [InlineData(false, 304)]
    [InlineData(true, 304)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public void GetAsync_DeclaredOverTheLimit_FailsBeforeAByteAndIsRemembered(bool isHead, int over)
    {
        using var node = new CacheFixture(new CacheOptions { MaxObjectBytes = Limit });
        node.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("Content-Length", $"{Limit + over}")) with
            {
                Length = Limit + over,
                Declared = Limit + over,
            };

        var crowd = node.Clock.Run(async () =>
        {
            var request = CacheFixture.Request("/a") with { IsHead = isHead };
            var first = await node.GetAsync(request, CancellationToken.None);
            return new[] { first, await node.GetAsync(request, CancellationToken.None), await node.GetAsync("/a") };
        });

        Assert.All(crowd, client => Assert.Equal(FetchFailure.TooLarge, client.Answer.Failure));
        Assert.Equal((1, 0), (node.Web.Hits, node.Web.BytesSent));
    }

    [Fact]
    public void GetAsync_HeadAskedWithHead_IsHeldToTheLimitToo()
    {
        using var node = new CacheFixture(new CacheOptions { MaxObjectBytes = Limit });
        node.Web.Answer = (_, number) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("Content-Length", $"{Limit * number}")) with
            {
                Length = Limit * number,
                Declared = Limit * number,
            };

        var second = node.Clock.Run(async () =>
        {
            var request = CacheFixture.Request("/a") with { IsHead = true };
            await node.GetAsync(request, CancellationToken.None);
            await node.Wait(61);
            return await node.GetAsync(request, CancellationToken.None);
        });

        Assert.Equal(FetchFailure.TooLarge, second.Answer.Failure);
        Assert.True(node.Web.Requests[1].IsHead);
    }

    [Theory]
    [InlineData(Limit, false)]
    [InlineData(Limit + 1, true)]
    public void GetAsync_UndeclaredLength_IsCutAtTheLimit(int length, bool isCut)
    {
        using var node = new CacheFixture(new CacheOptions { MaxObjectBytes = Limit });
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = length, Declared = null };

        var client = node.Clock.Run(() => node.GetAsync("/a"));

        Assert.Equal(isCut ? FetchFailure.TooLarge : null, client.BodyFailure);
        Assert.InRange(client.Bytes, Limit - (64 << 10), Limit);
        Assert.Equal(isCut ? 0 : 1, node.Store.Count);
    }

    [Fact]
    public void GetAsync_WithinTheLimitButHeldByNoTier_IsFetchedOnceForThoseWhoWaitAndNotCalledStored()
    {
        using var node = new CacheFixture(new CacheOptions { MemoryBytes = 1 << 20 });
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Limit, Declared = Limit };

        var crowd = node.Clock.Run(() => node.CrowdAsync(20, "/a"));

        Assert.Equal((1, 0), (node.Web.Hits, node.Store.Count));
        Assert.All(crowd, client => Assert.Equal((Limit, null), (client.Bytes, client.BodyFailure)));
        Assert.All(crowd, client => Assert.False(client.Status.Stored));
    }

    [Theory]
    [InlineData(200_000, true)]
    [InlineData(300_000, false)]
    public void GetAsync_DeclaredLength_SaysStoredExactlyWhereItIs(int length, bool isStored)
    {
        using var node = new CacheFixture(new CacheOptions { MemoryBytes = 1 << 20 });
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = length, Declared = length };

        var client = node.Clock.Run(() => node.GetAsync("/a"));

        Assert.Equal((isStored, isStored ? 1 : 0), (client.Status.Stored, node.Store.Count));
    }

    [Fact]
    public void GetAsync_OverTheLimitWithAStaleCopy_IsNotAnsweredWithTheCopy()
    {
        using var node = new CacheFixture(new CacheOptions { MaxObjectBytes = Limit });
        node.Web.Answer = (_, number) =>
            number == 1 ? Script.Cacheable() : Script.Cacheable() with { Length = Limit + 1, Declared = Limit + 1 };

        var client = node.Clock.Run(async () =>
        {
            await node.GetAsync("/a");
            await node.Wait(61);
            return await node.GetAsync("/a");
        });

        Assert.Equal(FetchFailure.TooLarge, client.Answer.Failure);
    }
}
