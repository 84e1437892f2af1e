using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Nodes;

namespace Coral.Index.Tests.Maintenance;

/// <summary>40 nodes that start with empty tables, each with the contact of one other.</summary>
public sealed class TableMaintenanceTests
{
    private const int Nodes = 40;

    [Fact]
    public void Join_ThroughOneNode_FindsTheNetwork() =>
        Run(async network =>
        {
            await JoinAllAsync(network);

            Assert.Equal(1.0, await ShareFoundAsync(network));
        });

    [Fact]
    public void Join_ThroughNoNode_Fails() =>
        Run(async network =>
            Assert.False(await network.Nodes[1].JoinAsync([network.Nodes[1].Contact.Address.WithPort(9)], default))
        );

    [Fact]
    public void Maintenance_AfterAThirdHasGone_TakesTheDeadOutOfTheTables() =>
        Run(async network =>
        {
            await JoinAllAsync(network);
            var dead = Enumerable.Range(0, Nodes).Where(i => i % 3 == 2).ToList();
            dead.ForEach(i => network.Network.Unplug(i));
            await Task.Delay(TimeSpan.FromMinutes(10), network.Clock);

            for (var i = 0; i < Nodes; i += 3)
            {
                var table = network.Nodes[i].Peers.Table(ClusterLevel.Global);
                Assert.All(dead, d => Assert.False(table.Contains(network.Nodes[d].Contact.Id)));
            }
        });

    [Fact]
    public void Maintenance_AfterAPartitionHeals_FindsTheOtherSideAgain() =>
        Run(async network =>
        {
            await JoinAllAsync(network);
            network.Network.Partition(i => i % 2);
            await Task.Delay(TimeSpan.FromMinutes(15), network.Clock);
            network.Network.Heal();
            await Task.Delay(TimeSpan.FromMinutes(30), network.Clock);

            Assert.Equal(1.0, await ShareFoundAsync(network));
        });

    private static void Run(Func<IndexNetwork, Task> story) =>
        SmallNetwork.Run(Nodes, story, settings => settings with { MissingContacts = 1 });

    private static async Task JoinAllAsync(IndexNetwork network)
    {
        for (var i = 1; i < Nodes; i++)
        {
            Assert.True(await network.Nodes[i].JoinAsync([network.Nodes[0].Contact.Address], default));
        }
    }

    private static async Task<double> ShareFoundAsync(IndexNetwork network)
    {
        var tokens = new SeededTokens(network.Random);
        var found = 0;
        for (var i = 0; i < 100; i++)
        {
            var target = NodeId.Draw(tokens).Point;
            var asker = network.Nodes[network.Random.Next(Nodes)];
            var (nearest, _) = await asker.Table.LookupAsync(target, ClusterLevel.Global, default);
            found += nearest.Id == network.Nodes[network.NearestTo(target)].Contact.Id ? 1 : 0;
        }

        return found / 100.0;
    }
}
