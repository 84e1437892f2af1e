using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>Bytes drawn from an origin, and memory held, are bounded.</summary>
public sealed class BoundsTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public void GetAsync_ReaderOfOnePiece_OriginIsDrawnNoFurtherThanTheFirstRunAheadBeyondIt(long readMegabytes)
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = 40 * Megabyte };

        node.Clock.Run(async () =>
        {
            using (var answer = await node.Cache.GetAsync(CacheFixture.Request("/big"), CancellationToken.None))
            {
                await answer.Body!.ReadAsync(readMegabytes * Megabyte, CancellationToken.None);
                await node.Wait(60);
            }

            await node.Wait(60);
        });

        Assert.Equal((readMegabytes * Megabyte) + (64 << 10), node.Web.BytesSent);
        Assert.Equal(1, node.Web.Cancelled);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 6)]
    [InlineData(10, 14)]
    public void GetAsync_ReaderFromTheStart_OriginRunsAheadByAsMuchAsWasReadUpToTheLimit(long read, long drawn)
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = 40 * Megabyte };

        node.Clock.Run(async () =>
        {
            using (var answer = await node.Cache.GetAsync(CacheFixture.Request("/big"), CancellationToken.None))
            {
                await ReadToAsync(answer, read * Megabyte);
                await node.Wait(60);
            }

            await node.Wait(60);
        });

        Assert.Equal(drawn * Megabyte, node.Web.BytesSent);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(129)]
    [InlineData(40_000)]
    public void GetAsync_EveryoneLeavesAtOnce_DrawsAtMostTwiceTheFirstRunAhead(long kilobytes)
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = kilobytes << 10 };

        node.Clock.Run(async () =>
        {
            using (await node.Cache.GetAsync(CacheFixture.Request("/big"), CancellationToken.None))
            {
                await node.Wait(60);
            }

            await node.Wait(60);
        });

        Assert.InRange(node.Web.BytesSent, 1, 2 * (64 << 10));
        Assert.Equal(kilobytes < 128 ? 1 : 0, node.Store.Count);
    }

    [Fact]
    public void GetAsync_FastAndSlowReader_TheFastOneIsNotHeldBack()
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = 20 * Megabyte };

        node.Clock.Run(async () =>
        {
            using var idle = await node.Cache.GetAsync(CacheFixture.Request("/big"), CancellationToken.None);
            var fast = await node.GetAsync("/big");
            Assert.Equal(20 * Megabyte, fast.Bytes);
        });
    }

    [Fact]
    public void GetAsync_BudgetUsedUp_WaitsForMemoryThenGoesOn()
    {
        using var node = new CacheFixture(Small());
        node.Web.Answer = (request, _) =>
            Script.Cacheable() with
            {
                Length = request.Key.Target == "/1" ? 1600 * 1024 : 800 * 1024,
            };

        var second = node.Clock.Run(async () =>
        {
            var holder = await node.Cache.GetAsync(CacheFixture.Request("/1"), CancellationToken.None);
            await ReadToAsync(holder, 352 << 10);
            await node.Wait(1);
            var second = node.GetAsync("/2");
            await node.Wait(10);
            Assert.False(second.IsCompleted);
            holder.Dispose();
            return await second;
        });

        Assert.Equal((800 * 1024, null), (second.Bytes, second.BodyFailure));
    }

    [Fact]
    public void GetAsync_BudgetUsedUpForTooLong_FailsAsOverloadedAndHoldsNothing()
    {
        using var node = new CacheFixture(Small());
        node.Web.Answer = (request, _) =>
            Script.Cacheable() with
            {
                Length = request.Key.Target == "/1" ? 1600 * 1024 : 800 * 1024,
            };

        var (second, third) = node.Clock.Run(async () =>
        {
            ClientResult second;
            using (var holder = await node.Cache.GetAsync(CacheFixture.Request("/1"), CancellationToken.None))
            {
                await ReadToAsync(holder, 352 << 10);
                await node.Wait(1);
                second = await node.GetAsync("/2");
            }

            return (second, await node.GetAsync("/3"));
        });

        Assert.Equal(FetchFailure.Overloaded, second.BodyFailure);
        Assert.Equal(TimeSpan.FromSeconds(31), second.EndAfter);
        Assert.Null(third.BodyFailure);
    }

    [Fact]
    public void TransfersUsed_WhileABodyIsUnderWay_IsItsShareOfTheBudget()
    {
        using var node = new CacheFixture(Small());
        node.Web.Answer = (_, _) => Script.Cacheable() with { Length = 1600 * 1024 };

        var (during, after) = node.Clock.Run(async () =>
        {
            double during;
            using (var holder = await node.Cache.GetAsync(CacheFixture.Request("/1"), CancellationToken.None))
            {
                await ReadToAsync(holder, 352 << 10);
                await node.Wait(1);
                during = node.Cache.TransfersUsed;
            }

            await node.Wait(1);
            return (during, node.Cache.TransfersUsed);
        });

        Assert.Equal((0.6875, 0), (during, after));
    }

    [Fact]
    public void GetAsync_ManySmallObjects_HoldNoMoreThanTheirBytes()
    {
        using var node = new CacheFixture(Small());
        node.Web.Answer = (_, _) => Script.Cacheable() with { ChunkAfter = TimeSpan.FromSeconds(1) };

        node.Clock.Run(async () =>
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => node.GetAsync($"/{i}")));
            Assert.All(all, one => Assert.Null(one.BodyFailure));
        });

        Assert.Equal(TimeSpan.FromSeconds(2), node.Clock.Elapsed);
    }

    /// <summary>Reads the first byte, and the one at <paramref name="offset"/>.</summary>
    private static async Task ReadToAsync(CacheResponse answer, long offset)
    {
        await answer.Body!.ReadAsync(0, CancellationToken.None);
        await answer.Body.ReadAsync(offset, CancellationToken.None);
    }

    /// <summary>A megabyte for transfers, of which one whose reader has come half way takes most.</summary>
    private static CacheOptions Small() => new() { TransferBytes = Megabyte, RunAheadBytes = 700 * 1024 };
}
