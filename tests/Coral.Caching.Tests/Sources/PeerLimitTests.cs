using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>A limit of this node on objects is no fault of a peer, and a peer's limit is not this node's.</summary>
public sealed class PeerLimitTests
{
    private const int Size = 400_000;

    private static readonly CacheOptions Small = new() { MaxObjectBytes = 100_000 };

    [Fact]
    public void GetAsync_PeerHoldsMoreThanThisNodeTakes_FailsHereAndThePeerStaysASource()
    {
        using var network = new TestNetwork(1);
        var small = network.Add(1, Small);
        network.Web.Answer = (request, _) => Object(request.Key.Target == "/big" ? Size : 1000);

        var (big, little) = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/big");
            await network[0].GetAsync("/little");
            return (await small.GetAsync("/big"), await small.GetAsync("/little"));
        });

        Assert.Equal(FetchFailure.TooLarge, big.Answer.Failure);
        Assert.Equal((1000, 2), (little.Bytes, network.Web.Hits));
        Assert.Equal(0, network.Counted("coral.caching.peers.dropped"));
    }

    [Fact]
    public void GetAsync_PeerSendsMoreThanItDeclared_EndsAtTheLimitAndThePeerStaysASource()
    {
        using var network = new TestNetwork(1);
        var small = network.Add(1, Small);
        network.Web.Answer = (request, _) =>
            request.Key.Target == "/big"
                ? Object(Size) with
                {
                    Declared = null,
                    ChunkAfter = TimeSpan.FromSeconds(1),
                }
                : Object(1000);

        var (big, little) = network.Clock.Run(async () =>
        {
            var first = network[0].GetAsync("/big");
            await network.Wait(0.5);
            var big = await small.GetAsync("/big");
            await first;
            await network[0].GetAsync("/little");
            return (big, await small.GetAsync("/little"));
        });

        Assert.Equal(FetchFailure.TooLarge, big.BodyFailure);
        Assert.Equal((1000, 2), (little.Bytes, network.Web.Hits));
        Assert.Equal(0, network.Counted("coral.caching.peers.dropped"));
    }

    [Fact]
    public void GetAsync_PeersHaveASmallerLimit_ThisNodeFetchesForItself()
    {
        using var network = new TestNetwork(1);
        var small = Enumerable.Range(1, 3).Select(i => network.Add(i, Small)).ToList();
        network.Web.Answer = (_, _) => Object(Size);

        var mine = network.Clock.Run(async () =>
        {
            var theirs = small.Select(node => node.GetAsync("/big")).ToList();
            await network.Wait(0.5);
            var mine = await network[0].GetAsync("/big");
            await Task.WhenAll(theirs);
            return mine;
        });

        Assert.Equal((Size, null), (mine.Bytes, mine.BodyFailure));
    }

    [Fact]
    public void GetAsync_HeldByNoTierOfAnyNode_IsFetchedOnceForAllWhoWaitTogether()
    {
        using var network = new TestNetwork(3, options: new CacheOptions { MemoryBytes = 1 << 20 });
        network.Web.Answer = (_, _) => Object(Size) with { ChunkAfter = TimeSpan.FromSeconds(0.1) };

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal((Size, false), (result.Bytes, result.Status.Stored)));
    }

    private static Script Object(int bytes) => Script.Cacheable() with { Length = bytes, Declared = bytes };
}
