using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>Followers get bytes when the origin sends them, not when the object is complete.</summary>
public sealed class StreamingTests : IDisposable
{
    private readonly CacheFixture _node = new();

    public StreamingTests() =>
        _node.Web.Answer = (_, _) =>
            Script.Cacheable() with
            {
                Length = 327_680,
                ChunkBytes = 32_768,
                ChunkAfter = TimeSpan.FromSeconds(1),
            };

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_BodyTakesLong_EveryFollowerHasTheFirstBytesWhenTheOriginSendsThem()
    {
        var firsts = _node.Clock.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FirstBytesAsync())));

        Assert.All(firsts, first => Assert.Equal((2.0, 32_768), first));

        async Task<(double, int)> FirstBytesAsync()
        {
            using var answer = await _node.Cache.GetAsync(CacheFixture.Request("/big"), CancellationToken.None);
            var slice = await answer.Body!.ReadAsync(0, CancellationToken.None);
            var got = (_node.Clock.Elapsed.TotalSeconds, slice.Bytes.Length);
            await BodyCheck.ReadAsync(answer.Body, CancellationToken.None);
            return got;
        }
    }

    [Fact]
    public void GetAsync_FollowerComesMidway_GetsTheWholeBodyByTheSameFetch()
    {
        var (first, late) = _node.Clock.Run(async () =>
        {
            var first = _node.GetAsync("/big");
            await _node.Wait(6.5);
            var late = _node.GetAsync("/big");
            return (await first, await late);
        });

        Assert.Equal(1, _node.Web.Hits);
        Assert.Equal((327_680, 327_680), (first.Bytes, late.Bytes));
        Assert.Equal(TimeSpan.Zero, late.HeaderAfter);
        Assert.Equal(TimeSpan.FromSeconds(4.5), late.EndAfter);
        Assert.True(late.Status is { Collapsed: true, Forward: "uri-miss", Hit: false });
        Assert.Equal(TimeSpan.FromSeconds(6.5), late.Answer.Age);
    }

    [Fact]
    public void GetAsync_RightAfterTheBodyHasEnded_IsAHit()
    {
        var again = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/big");
            return await _node.GetAsync("/big");
        });

        Assert.True(again.Status.Hit);
        Assert.Equal(327_680, again.Bytes);
    }

    [Fact]
    public void GetAsync_LengthIsUnknown_StoresWhatCame()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = 200_001, Declared = null, ChunkBytes = 999 };

        var (miss, hit) = _node.Clock.Run(async () => (await _node.GetAsync("/n"), await _node.GetAsync("/n")));

        Assert.Equal((200_001, 200_001), (miss.Bytes, hit.Bytes));
        Assert.Equal("200001", hit.Answer.Head!.Fields.Get("Content-Length"));
        Assert.Null(miss.Answer.Head!.Fields.Get("Content-Length"));
    }

    [Fact]
    public void GetAsync_ResponseGrowsStaleWhileItStreams_LaterRequestsDoNotFollowIt()
    {
        _node.Web.Answer = (_, _) =>
            Script.Cacheable(5) with
            {
                Length = 327_680,
                ChunkBytes = 32_768,
                ChunkAfter = TimeSpan.FromSeconds(1),
            };

        _node.Clock.Run(async () =>
        {
            var first = _node.GetAsync("/big");
            await _node.Wait(4.5);
            var fresh = _node.GetAsync("/big");
            await _node.Wait(2);
            var stale = _node.GetAsync("/big");
            await Task.WhenAll(first, fresh, stale);
        });

        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_Head_FollowsTheHeaderOfAGetUnderWayAndTouchesNoBody()
    {
        var head = _node.Clock.Run(async () =>
        {
            var get = _node.GetAsync("/big");
            await _node.Wait(0.5);
            var head = await _node.GetAsync(
                CacheFixture.Request("/big") with
                {
                    IsHead = true,
                },
                CancellationToken.None
            );
            await get;
            return head;
        });

        Assert.Equal(1, _node.Web.Hits);
        Assert.Equal((200, 0), (head.Code, head.Bytes));
        Assert.Equal(TimeSpan.FromSeconds(0.5), head.EndAfter);
    }

    [Fact]
    public void GetAsync_HeadsOfALargeBody_SendOneGetForAllAndStoreNothing()
    {
        var heads = _node.Clock.Run(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 20)
                    .Select(_ =>
                        _node.GetAsync(CacheFixture.Request("/big") with { IsHead = true }, CancellationToken.None)
                    )
            )
        );

        Assert.False(Assert.Single(_node.Web.Requests).IsHead);
        Assert.Equal(0, _node.Store.Count);
        Assert.All(heads, head => Assert.Equal((200, 0), (head.Code, head.Bytes)));
    }

    [Fact]
    public void GetAsync_GetWhileAHeadIsUnderWay_SharesItsFetch()
    {
        _node.Clock.Run(async () =>
        {
            var head = _node.GetAsync(CacheFixture.Request("/big") with { IsHead = true }, CancellationToken.None);
            Assert.Equal(327_680, (await _node.GetAsync("/big")).Bytes);
            await head;
        });

        Assert.False(Assert.Single(_node.Web.Requests).IsHead);
    }
}
