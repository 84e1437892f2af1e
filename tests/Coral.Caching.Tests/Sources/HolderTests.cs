using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Sources;

/// <summary>Pointers to nodes that are dead, out of reach, or have nothing.</summary>
public sealed class HolderTests
{
    [Fact]
    public void GetAsync_HolderIsDead_IsPassedOver()
    {
        using var network = new TestNetwork(3);

        var results = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            network[0].Kill();
            return await Task.WhenAll(network[1].GetAsync("/a"), network[2].GetAsync("/a"));
        });

        Assert.All(results, result => Assert.Equal(1000, result.Bytes));
        Assert.Equal(2, network.Web.Hits);
        Assert.True(network.Counted("coral.caching.peers.dropped/unreachable") >= 1);
    }

    [Fact]
    public void GetAsync_MoreDeadHoldersThanOneLookupExcludes_AllArePassedOver()
    {
        using var network = new TestNetwork(20);

        var last = network.Clock.Run(async () =>
        {
            await Task.WhenAll(network.Nodes.Take(18).Select(node => node.GetAsync("/a")));
            await network.Wait(1);
            network.Nodes.Take(18).ToList().ForEach(node => node.Kill());
            return await network[19].GetAsync("/a");
        });

        Assert.Equal((1000L, "origin", 2), (last.Bytes, last.Status.Detail, network.Web.Hits));
        Assert.Equal(1, network[19].Counted("coral.caching.walks/first"));
        Assert.DoesNotContain(network.Peers.Questions, q => q.Request.IsRelay);
    }

    [Fact]
    public void GetAsync_HolderAliveButOutOfReach_ANearNodeRelays()
    {
        using var network = new TestNetwork(3);
        network.Peers.Cut(network[0].Contact.Id, network[1].Contact.Id);

        var second = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            return await network[1].GetAsync("/a");
        });

        Assert.Equal((200, 1000L), (second.Code, second.Bytes));
        Assert.Equal("level2", second.Status.Detail);
        Assert.Equal(1, network.Web.Hits);
        Assert.Equal(1, network.Counted("coral.caching.search.turns/relay"));
        Assert.Equal(1, network[2].Store.Count);
    }

    [Fact]
    public void GetAsync_NoNodeReachesTheHolder_RelaysRequestNoRelays()
    {
        using var network = new TestNetwork(4);
        foreach (var node in network.Nodes.Skip(1))
        {
            network.Peers.Cut(network[0].Contact.Id, node.Contact.Id);
        }

        var second = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            return await network[1].GetAsync("/a");
        });

        Assert.Equal(1000, second.Bytes);
        Assert.Equal(2, network.Web.Hits);
        var relayed = network.Peers.Questions.Where(q => q.Request.IsRelay).ToList();
        Assert.All(relayed, q => Assert.Equal(network[1].Contact, q.From));
    }

    [Fact]
    public void GetAsync_HolderBackInReach_IsTriedOnceMoreBeforeARelay()
    {
        using var network = new TestNetwork(3);
        network.Peers.Cut(network[0].Contact.Id, network[1].Contact.Id);

        var second = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            var get = network[1].GetAsync("/a");
            await network.Until(() => network[1].Counted("coral.caching.peers.dropped/unreachable") == 1);
            network.Peers.Cut(network[0].Contact.Id, network[1].Contact.Id, isCut: false);
            return await get;
        });

        Assert.Equal("level0", second.Status.Detail);
        Assert.DoesNotContain(network.Peers.Questions, q => q.Request.IsRelay);
    }

    [Fact]
    public void GetAsync_PointersMalformedOrAnothersOrOurOwn_AreNotFollowed()
    {
        using var network = new TestNetwork(2);
        var forged = new Pointer(network[0].Contact, PointerFlags.None, default, 0);

        var result = network.Clock.Run(async () =>
        {
            await PutAsync(new MemoryContentIndex(TestNetwork.ContactOf(8).Id, network.Index), [1, 2, 3]);
            await PutAsync(new MemoryContentIndex(TestNetwork.ContactOf(9).Id, network.Index), forged.Encode());
            return await network[1].GetAsync("/a");
        });

        Assert.Equal((1000L, "origin"), (result.Bytes, result.Status.Detail));
        Assert.Empty(network.Peers.Questions);

        static ValueTask<PutResult> PutAsync(MemoryContentIndex index, byte[] value) =>
            index.PutAsync(
                TestNetwork.KeyOf("/a"),
                value,
                TimeSpan.FromMinutes(1),
                LevelRange.All,
                CancellationToken.None
            );
    }

    [Fact]
    public void GetAsync_HolderHasNothing_FetchesFromTheOriginWithALeaseBesideIt()
    {
        using var network = new TestNetwork(3);
        var empty = new ScriptedPeer { Answer = _ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere } };

        var (first, second) = network.Clock.Run(async () =>
        {
            await network.JoinAsync(9, empty, "/a");
            var first = network[0].GetAsync("/a");
            await network.Wait(0.2);
            var second = network[1].GetAsync("/a");
            return (await first, await second);
        });

        Assert.Equal(("origin", "level0"), (first.Status.Detail, second.Status.Detail));
        Assert.Equal(1, network.Web.Hits);
    }

    [Fact]
    public void GetAsync_AllHoldersHaveNothing_TheSearchEnds()
    {
        using var network = new TestNetwork(1, new CooperationOptions { Rounds = 3 });
        var asked = 0;
        network[0].Index.View = (_, _) =>
        {
            var contact = TestNetwork.ContactOf(10 + asked++);
            network.Peers.Join(
                contact,
                new ScriptedPeer { Answer = _ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere } }
            );
            var pointer = new Pointer(contact, PointerFlags.None, default, 0);
            var value = new IndexValue(contact.Id, pointer.Encode(), TimeSpan.FromSeconds(20), IsAlive: false);
            return new GetOrPutResult(GetOrPutOutcome.Found, [value], ClusterLevel.Near, default);
        };

        var result = network.Clock.Run(() => network[0].GetAsync("/a"));

        Assert.Equal((1000L, "origin"), (result.Bytes, result.Status.Detail));
        Assert.Equal(3, asked);
        Assert.Equal(1, network.Counted("coral.caching.search.turns/gave-up"));
    }

    [Fact]
    public void GetAsync_FirstOfThreeToConnect_GetsTheRequest()
    {
        using var network = new TestNetwork(5);

        var last = network.Clock.Run(async () =>
        {
            await network.AllGetAsync("/a");
            network[1].Kill();
            network[2].Kill();
            network.Peers.Questions.Clear();
            return await network.Add(20).GetAsync("/a");
        });

        Assert.Equal(1000, last.Bytes);
        Assert.Single(network.Peers.Questions);
        Assert.Equal(1, network.Web.Hits);
    }
}
