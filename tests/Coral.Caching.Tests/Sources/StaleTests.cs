using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>Freshness and age across the network.</summary>
public sealed class StaleTests
{
    private static Script Tagged { get; } = Script.Ok(("Cache-Control", "max-age=60"), ("ETag", "\"v1\""));

    [Fact]
    public void GetAsync_OverTwoHops_AgeAddsUp()
    {
        using var network = new TestNetwork(3);

        var last = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(20);
            await network[1].GetAsync("/a");
            network[0].Kill();
            await network.Wait(20);
            return await network[2].GetAsync("/a");
        });

        Assert.Equal("level0", last.Status.Detail);
        Assert.InRange(last.Answer.Age.TotalSeconds, 40, 43);
    }

    [Fact]
    public void GetAsync_ThroughATreeOfWaiters_TheWaitIsCountedOnce()
    {
        using var network = new TestNetwork(3);
        network.Web.Answer = (_, _) => Script.Cacheable(seconds: 10) with { HeaderAfter = TimeSpan.FromSeconds(7) };

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.All(results, result => Assert.InRange(result.Answer.Age.TotalSeconds, 7, 8));
        Assert.All(network.Nodes, node => Assert.Equal(1, node.Store.Count));
    }

    [Fact]
    public void RespondAsync_Stale_IsNotHere()
    {
        using var network = new TestNetwork(2);

        var answer = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(70);
            return await network[0]
                .Service.RespondAsync(
                    new PeerRequest(CacheFixture.Request("/a"), network[1].Contact),
                    CancellationToken.None
                );
        });

        Assert.Equal(PeerOutcome.NotHere, answer.Outcome);
    }

    [Fact]
    public void GetAsync_PeerSendsAStaleCopy_ItIsNotUsed()
    {
        using var network = new TestNetwork(1);
        var bytes = Content.Bytes(1000);
        var digests = ScriptedPeer.DigestsOf(bytes);
        var old = new ScriptedPeer
        {
            Answer = _ => new PeerResponse<IBodyReader>
            {
                Outcome = PeerOutcome.Answered,
                Head = new ResponseHead(200, Tagged.Fields.With("Age", "61")),
                Body = StoredBody.Of(bytes),
                Digests = digests,
            },
        };

        var result = network.Clock.Run(async () =>
        {
            await network.JoinAsync(9, old, "/a", digests);
            return await network[0].GetAsync("/a");
        });

        Assert.Equal("origin", result.Status.Detail);
        Assert.Equal(1, network.Counted("coral.caching.peers.dropped/stale"));
    }

    [Fact]
    public void GetAsync_StaleEverywhere_OneConditionalRequestAndThe304RefreshesAll()
    {
        using var network = new TestNetwork(5);
        network.Web.Answer = (request, _) =>
            request.Fields.Get("If-None-Match") is null ? Tagged : Tagged with { Status = 304 };

        var results = network.Clock.Run(async () =>
        {
            await network.AllGetAsync("/a");
            await network.Wait(100);
            var results = await network.AllGetAsync("/a");
            await network.Wait(1);
            return results.Concat(await network.AllGetAsync("/a")).ToList();
        });

        Assert.Equal(2, network.Web.Hits);
        Assert.All(results, result => Assert.Equal((200, 1000L), (result.Code, result.Bytes)));
        Assert.All(results.Skip(5), result => Assert.True(result.Status.Hit));
        Assert.All(network.Nodes, node => Assert.Equal(0, node.Counted("coral.caching.peers.dropped")));
    }

    [Fact]
    public void GetAsync_RefreshedElsewhere_AFreshHolders304RefreshesOurs()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (request, _) =>
            request.Fields.Get("If-None-Match") is null ? Tagged : Tagged with { Status = 304 };

        var (refreshed, hit) = network.Clock.Run(async () =>
        {
            await network.AllGetAsync("/a");
            await network.Wait(100);
            await network[0].GetAsync("/a");
            await network.Wait(10);
            return (await network[1].GetAsync("/a"), await network[1].GetAsync("/a"));
        });

        Assert.Equal(2, network.Web.Hits);
        Assert.Equal((304, 1000L), (refreshed.Status.ForwardStatus, refreshed.Bytes));
        Assert.True(hit.Status.Hit);
        Assert.InRange(hit.Answer.Age.TotalSeconds, 10, 12);
        Assert.Equal(1, network.Counted("coral.caching.peer.answers/not-modified"));
    }

    [Fact]
    public void GetAsync_NewVersionAtTheOrigin_ReplacesAllStaleCopiesByOneFetch()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, n) =>
            n == 1 ? Tagged : Tagged with { Fields = Tagged.Fields.With("ETag", "\"v2\""), Length = 3000 };

        var results = network.Clock.Run(async () =>
        {
            await network.AllGetAsync("/a");
            await network.Wait(100);
            return await network.AllGetAsync("/a");
        });

        Assert.Equal(2, network.Web.Hits);
        Assert.All(results, result => Assert.Equal(3000, result.Bytes));
    }

    [Fact]
    public void GetAsync_EveryUseValidates_ConcurrentRequestsShareOne()
    {
        using var network = new TestNetwork(5);
        network.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "no-cache"), ("ETag", "\"v1\""));

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal(1000, result.Bytes));
    }
}
