using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Sources;

/// <summary>However many nodes ask, and whenever: the origin is asked once.</summary>
public sealed class OnceTests
{
    [Fact]
    public void GetAsync_TwoNodesRace_OneFetchesAndTheOtherFollows()
    {
        using var network = new TestNetwork(2);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal((200, 1000L), (result.Code, result.Bytes)));
        Assert.Single(results, result => result.Status is { Detail: "origin", Collapsed: false });
        Assert.Single(results, result => result.Status is { Detail: "level0", Collapsed: true });
    }

    [Fact]
    public void GetAsync_StoredElsewhere_ComesFromThere()
    {
        using var network = new TestNetwork(2);

        var (second, third) = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(10);
            return (await network[1].GetAsync("/a"), await network[1].GetAsync("/a"));
        });

        Assert.Equal(1, network.Web.Hits);
        Assert.True(second.Status is { Detail: "level0", Collapsed: false, Stored: true });
        Assert.True(third.Status.Hit);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(90)]
    public void GetAsync_CrowdOverManyNodes_SlowOriginGetsOneRequestAndIsNotTakenForDead(double delay)
    {
        using var network = new TestNetwork(30);
        network.Web.Answer = (_, _) =>
            Script.Cacheable(seconds: 600) with
            {
                HeaderAfter = TimeSpan.FromSeconds(delay),
                Length = 300_000,
            };

        var results = network.Clock.Run(() =>
            Task.WhenAll(Enumerable.Range(0, 200).Select(i => network[i % 30].GetAsync("/a")))
        );

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal((200, 300_000L), (result.Code, result.Bytes)));
        Assert.Equal(0, network.Counted("coral.caching.peers.dropped"));
    }

    [Fact]
    public void GetAsync_AFetchThatLasts_IsFoundByItsLeaseToItsEnd()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (_, _) => Script.Cacheable() with { HeaderAfter = TimeSpan.FromSeconds(50) };

        var late = network.Clock.Run(async () =>
        {
            var first = network[0].GetAsync("/a");
            await network.Wait(45);
            var late = await network[1].GetAsync("/a");
            await first;
            return late;
        });

        Assert.Equal(1, network.Web.Hits);
        Assert.Equal(1000, late.Bytes);
        Assert.Equal(7, network[0].Index.Renewals);
    }

    [Fact]
    public void GetAsync_Cold_OriginIsResolvedDuringTheLookupAndConnectedWithoutAHolder()
    {
        using var network = new TestNetwork(2);

        network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network[1].GetAsync("/a");
        });

        Assert.Equal(
            [OriginPreparation.Resolve, OriginPreparation.Connect, OriginPreparation.Resolve],
            network.Web.Prepared.Select(p => p.Step)
        );
    }

    [Fact]
    public void GetAsync_IndexUnreachable_EveryNodeFetchesAndSaysSo()
    {
        using var network = new TestNetwork(2);
        foreach (var node in network.Nodes)
        {
            node.Index.View = (_, _) => new GetOrPutResult(GetOrPutOutcome.Undecided, [], ClusterLevel.Global, default);
        }

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.All(results, result => Assert.Equal("origin", result.Status.Detail));
        Assert.Equal(2, network.Counted("coral.caching.walks/undecided"));
    }

    [Fact]
    public void GetAsync_Head_IsServedByAHolder()
    {
        using var network = new TestNetwork(2);

        var head = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            using var answer = await network[1]
                .Cache.GetAsync(CacheFixture.Request("/a") with { IsHead = true }, CancellationToken.None);
            return answer;
        });

        Assert.Equal((200, "level0"), (head.Head?.Status, head.Status.Detail));
        Assert.Equal(1, network.Web.Hits);
    }

    [Fact]
    public void GetAsync_HeadWithoutAHolder_GoesToTheOriginUnderALease()
    {
        using var network = new TestNetwork(2);

        network.Clock.Run(async () =>
        {
            using var answer = await network[1]
                .Cache.GetAsync(CacheFixture.Request("/a") with { IsHead = true }, CancellationToken.None);
        });

        Assert.Equal((1, 1), (network.Web.Hits, network[1].Index.Lookups));
    }

    [Fact]
    public void GetAsync_ClientsLeaveBeforeTheHeader_TheLeaseIsGivenUp()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (_, _) => Script.Cacheable() with { HeaderAfter = TimeSpan.FromSeconds(5) };

        var second = network.Clock.Run(async () =>
        {
            using var leaving = new CancellationTokenSource();
            var first = network[0].Cache.GetAsync(CacheFixture.Request("/a"), leaving.Token);
            await network.Wait(1);
            leaving.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            await network.Wait(1);
            return await network[1].GetAsync("/a");
        });

        Assert.Equal("origin", second.Status.Detail);
        Assert.Equal(0, network.Counted("coral.caching.peers.dropped"));
    }
}
