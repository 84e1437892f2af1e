using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Publishing;

/// <summary>What a node says in the index is what it has.</summary>
public sealed class PointerTests
{
    [Fact]
    public void GetAsync_Complete_TheLongPointerTakesTheShortOnesPlace()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Cacheable(seconds: 7200);

        var values = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(1);
            return await ValuesAsync(network);
        });

        var pointer = Pointer.TryDecode(Assert.Single(values).Bytes.Span)!;
        Assert.True(pointer.IsComplete);
        Assert.Equal((1000, network[0].Contact), (pointer.Length, pointer.Contact));
        Assert.Equal(ScriptedPeer.DigestsOf(Content.Bytes(1000)).Root, pointer.Digest, new BytesComparer());
        Assert.InRange(values[0].Remaining.TotalMinutes, 59.9, 60);
    }

    [Fact]
    public void GetAsync_ShortLived_ThePointerLivesNoLonger()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Cacheable(seconds: 30);

        var values = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(1);
            return await ValuesAsync(network);
        });

        Assert.InRange(Assert.Single(values).Remaining.TotalSeconds, 25, 29);
    }

    [Fact]
    public void GetAsync_StaleOnArrival_LeavesNoPointer()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "no-cache"));

        var values = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(1);
            return await ValuesAsync(network);
        });

        Assert.Empty(values);
    }

    [Fact]
    public void FindFresh_UsedAfterHalfItsTime_IsRenewedOnce()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Cacheable(seconds: 36_000);

        network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(60 * 29);
            Hit(network);
            await network.Wait(1);
            Assert.Single(network[0].Index.Puts);
            await network.Wait(60 * 2);
            Hit(network);
            Hit(network);
            await network.Wait(1);
            Hit(network);
            await network.Wait(1);
        });

        Assert.Equal(2, network[0].Index.Puts.Count);
        Assert.Equal(1, network[0].Counted("coral.caching.pointers/renewed"));
    }

    [Fact]
    public void FindFresh_NotUsed_IsNotRenewed()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Cacheable(seconds: 36_000);

        var values = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(3700);
            return await ValuesAsync(network);
        });

        Assert.Empty(values);
        Assert.Single(network[0].Index.Puts);
    }

    [Fact]
    public void FindFresh_IndexFullOfLongerLived_RenewalsComeLessAndLessOften()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Cacheable(seconds: 400_000);
        network[0].Index.IsFull = true;

        network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            for (var minute = 0; minute < 24 * 60; minute++)
            {
                await network.Wait(60);
                Hit(network);
            }
        });

        // 0, 1, 2.5, 5, 9.5, 18 h after the first.
        Assert.Equal(6, network[0].Index.Puts.Count);
    }

    [Fact]
    public void Put_Evicted_ThePointerIsForgotten()
    {
        using var network = new TestNetwork(1, options: new CacheOptions { MemoryBytes = 1 << 20 });
        network.Web.Answer = (_, _) => Script.Cacheable() with { Length = 200_000 };

        var kept = network.Clock.Run(async () =>
        {
            for (var i = 0; i < 12; i++)
            {
                await network[0].GetAsync($"/{i}");
            }

            await network.Wait(1);
            var kept = 0;
            for (var i = 0; i < 12; i++)
            {
                kept += (await ValuesAsync(network, $"/{i}")).Count;
            }

            return kept;
        });

        Assert.True(network[0].Store.Evictions > 0);
        Assert.Equal(network[0].Store.Count, kept);
        Assert.Equal(kept, network[0].Counted("coral.caching.pointers/put") - network[0].Store.Evictions);
    }

    [Fact]
    public void GetAsync_ReplacedByAnotherVersion_OnePointerNamesTheNewOne()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, n) => Script.Cacheable() with { Length = 1000 * n };

        var values = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(70);
            await network[0].GetAsync("/a");
            await network.Wait(1);
            return await ValuesAsync(network);
        });

        Assert.Equal(2000, Pointer.TryDecode(Assert.Single(values).Bytes.Span)!.Length);
    }

    [Fact]
    public void GetAsync_RefreshedByA304_ThePointerIsNeverMissing()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (request, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("ETag", "\"v\"")) with
            {
                Status = request.Fields.Get("If-None-Match") is null ? 200 : 304,
            };

        var values = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(70);
            await network[0].GetAsync("/a");
            await network.Wait(1);
            return await ValuesAsync(network);
        });

        Assert.True(Pointer.TryDecode(Assert.Single(values).Bytes.Span)!.IsComplete);
        Assert.Equal(0, network[0].Index.Forgotten);
    }

    [Fact]
    public void LeaveAsync_Stopping_TakesEverythingBack()
    {
        using var network = new TestNetwork(1);

        network.Clock.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await network[0].GetAsync($"/{i}");
            }

            await network[0].Cache.LeaveAsync(CancellationToken.None);
            for (var i = 0; i < 50; i++)
            {
                Assert.Empty(await ValuesAsync(network, $"/{i}"));
            }
        });
    }

    [Fact]
    public void LeaveAsync_AFetchUnderWay_ItsLeaseIsTakenBackToo()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Cacheable() with { HeaderAfter = TimeSpan.FromSeconds(5) };

        network.Clock.Run(async () =>
        {
            var get = network[0].GetAsync("/a");
            await network.Wait(1);
            Assert.Single(await ValuesAsync(network));
            await network[0].Cache.LeaveAsync(CancellationToken.None);
            Assert.Empty(await ValuesAsync(network));
            await get;
            await network.Wait(1);
            Assert.Empty(await ValuesAsync(network));
        });
    }

    [Fact]
    public void RespondAsync_PointerToAMissingObject_IsWithdrawn()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (_, _) => Script.Cacheable(10);

        network.Clock.Run(async () =>
        {
            // The put takes so long that the pointer outlives what it leads to.
            network[0].Index.LookupTime = TimeSpan.FromSeconds(5);
            await network[0].GetAsync("/a");
            await network.Wait(11);
            network[0].Index.LookupTime = TimeSpan.FromMilliseconds(20);
            Assert.Single(await ValuesAsync(network));

            await network[0]
                .Service.RespondAsync(
                    new PeerRequest(CacheFixture.Request("/a"), network[1].Contact),
                    CancellationToken.None
                );
            await network.Wait(1);

            Assert.Empty(await ValuesAsync(network));
        });
    }

    [Fact]
    public void LeaveAsync_IndexDoesNotRespond_EndsInTime()
    {
        using var network = new TestNetwork(1);

        var took = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(1);
            network[0].Index.IsDead = true;
            var before = network.Clock.Elapsed;
            await network[0].Cache.LeaveAsync(CancellationToken.None);
            return network.Clock.Elapsed - before;
        });

        Assert.Equal(new CooperationOptions().LeaveTime, took);
    }

    [Fact]
    public void Put_MorePointersThanMayBeKept_TheRestAreNotKeptUp()
    {
        using var network = new TestNetwork(1, new CooperationOptions { Pointers = 16 });

        network.Clock.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await network[0].GetAsync($"/{i}");
            }

            await network.Wait(1);
        });

        Assert.Equal(16, network[0].Counted("coral.caching.pointers/put"));
    }

    private static void Hit(TestNetwork network) =>
        Assert.NotNull(network[0].Cache.FindFresh(CacheFixture.Request("/a").Key, CacheFixture.Request("/a").Fields));

    private static async Task<IReadOnlyList<IndexValue>> ValuesAsync(TestNetwork network, string target = "/a") =>
        (
            await new MemoryContentIndex(TestNetwork.ContactOf(99).Id, network.Index).GetAsync(
                TestNetwork.KeyOf(target),
                LevelRange.All,
                CancellationToken.None
            )
        ).Values;
}
