using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Options;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Maps;
using Coral.Simulation.Nodes;

namespace Coral.Index.Tests;

/// <summary>The paper's put and get, on 64 nodes of one level.</summary>
public sealed class PutAndGetTests
{
    private static readonly Key Key = Key.Of("http://www.x.com/");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Put_OfANewKey_IsStoredAtTheClosestNodeAlone() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                await PutAsync(nodes[63], 1);

                Assert.Equal([Points(nodes[0])], Holders(network));
            }
        );

    [Fact]
    public void Put_WhenTheClosestIsFullAndLoaded_GoesToTheNodeBeforeIt() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                for (var i = 0; i < 4; i++)
                {
                    await PutAsync(nodes[40 + i], i);
                }

                // The fifth is let pass, fills by eviction, and leaves the closest node loaded; the sixth stops short.
                await Task.Delay(TimeSpan.FromSeconds(6), network.Clock);
                await PutAsync(nodes[50], 5);
                await PutAsync(nodes[51], 6);

                Assert.Equal(4, Values(nodes[0]));
                Assert.Equal(2, Holders(network).Count);
            }
        );

    [Fact]
    public void Put_FromANodeThatIsFullAndLoadedItself_SendsNothing() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var node = network.ByDistance(Key)[63];
                for (var value = 0; value < 6 * 4 && Values(node) < 4; value++)
                {
                    await PutAsync(network.ByDistance(Key)[value + 1], 100 + value);
                    for (var i = 0; i < 8; i++)
                    {
                        await PutAsync(node, (8 * value) + i);
                    }
                }

                Assert.Equal(4, Values(node));
                await PutAsync(node, 1_000);
                var before = network.Network.Datagrams;
                var put = await PutAsync(node, 1_001);

                Assert.Empty(put.StoredAt);
                Assert.Equal(0, put.Cost.Rpcs);
                Assert.Equal(before, network.Network.Datagrams);
            }
        );

    [Fact]
    public void Put_WhenTheFirstNodeRefuses_PopsToTheNext() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var fillers = new List<Task>();

                // All at once: each sees the closest node with room, and only four find it still there.
                for (var i = 0; i < 8; i++)
                {
                    fillers.Add(PutAsync(nodes[40 + i], i));
                }

                await Task.WhenAll(fillers);
                Assert.Equal(4, Values(nodes[0]));
                Assert.Equal(8, network.Nodes.Sum(Values));
            }
        );

    [Fact]
    public void Get_OfAKeyHeldOnTheWay_EndsThere() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var far = nodes[63];
                nodes[0].Store.Write(Key, ClusterLevel.Global, nodes[1].Contact, [1], Hour, null);
                var direct = await far.Content.GetAsync(Key, LevelRange.All, default);
                far.Store.Write(Key, ClusterLevel.Global, nodes[1].Contact, [2], Hour, null);
                var local = await far.Content.GetAsync(Key, LevelRange.All, default);

                Assert.Equal([1], direct.Values[0].Bytes.ToArray());
                Assert.True(direct.Cost.Hops >= 1);
                Assert.Equal([2], local.Values[0].Bytes.ToArray());
                Assert.Equal(0, local.Cost.Rpcs);
            }
        );

    [Fact]
    public void Get_OverThreeLevels_StopsAtTheNearestThatHasTheKeyAndCrossesTheSpaceOnce() =>
        SmallNetwork.Run(
            200,
            async network =>
            {
                var (putter, asker) = (network.Nodes[0], network.Nodes[1]);
                await PutAsync(putter, 1);
                var found = await asker.Content.GetAsync(Key, LevelRange.All, default);
                var single = await asker.Content.GetAsync(Key, LevelRange.Only(ClusterLevel.Global), default);
                var missing = await asker.Content.GetAsync(Key.Of("other"), LevelRange.All, default);

                Assert.Equal(ClusterLevel.Near, found.Level);
                Assert.Equal(1, found.Cost.Levels);
                Assert.Equal(ClusterLevel.Global, single.Level);
                Assert.Empty(missing.Values);
                Assert.Equal(3, missing.Cost.Levels);

                // One lookup of a single level and, for each further level, little more than the way on from its end.
                Assert.InRange(missing.Cost.Hops, 1, 12);
            },
            settings => settings with { Levels = 3, Map = (n, _) => new UniformMap(n, TimeSpan.FromMilliseconds(8)) }
        );

    [Fact]
    public void Get_WithADeadNodeOnTheWay_GoesOnAtTheTimeOutAndRemembers() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                await PutAsync(nodes[0], 1);
                foreach (var i in Enumerable.Range(1, 61).Where(i => i % 4 != 0))
                {
                    network.Network.Unplug(network.PlaceOf(nodes[i].Contact.Id));
                }

                var found = await nodes[62].Content.GetAsync(Key, LevelRange.All, default);

                Assert.Single(found.Values);
                Assert.True(nodes[62].Peers.Quarantine.Count > 0);
            }
        );

    [Fact]
    public void Put_WithDeadNodesOnTheWay_GoesOnAtTheirFirstTimeOut()
    {
        var (oneByOne, sideBySide) = (TimeSpan.Zero, TimeSpan.Zero);
        SmallNetwork.Run(
            64,
            async network => oneByOne = await PutAmongTheDeadAsync(network),
            settings => settings with { Options = new IndexOptions { ParallelCalls = 1 } }
        );
        SmallNetwork.Run(64, async network => sideBySide = await PutAmongTheDeadAsync(network));

        Assert.True(sideBySide < oneByOne * 0.7, $"{sideBySide} against {oneByOne}");
    }

    /// <summary>The duration of a put from far away when three of four nodes on the path are dead.</summary>
    private static async Task<TimeSpan> PutAmongTheDeadAsync(IndexNetwork network)
    {
        var nodes = network.ByDistance(Key);
        foreach (var i in Enumerable.Range(1, 61).Where(i => i % 4 != 0))
        {
            network.Network.Unplug(network.PlaceOf(nodes[i].Contact.Id));
        }

        var put = await PutAsync(nodes[62], 1);
        Assert.Equal([ClusterLevel.Global], put.StoredAt);
        Assert.True(nodes[62].Peers.Quarantine.Count >= 2);
        return put.Cost.Elapsed;
    }

    private static Task<PutResult> PutAsync(IndexNode node, int value) =>
        node.Content.PutAsync(Key, BitConverter.GetBytes(value), Hour, LevelRange.All, default).AsTask();

    private static Identifier Points(IndexNode node) => node.Contact.Id.Point;

    private static List<Identifier> Holders(IndexNetwork network) =>
        [.. network.ByDistance(Key).Where(n => Values(n) > 0).Select(Points)];

    private static int Values(IndexNode node)
    {
        var values = new List<IndexValue>();
        node.Store.Read(Key, ClusterLevel.Global, before: null, values);
        return values.Count;
    }
}
