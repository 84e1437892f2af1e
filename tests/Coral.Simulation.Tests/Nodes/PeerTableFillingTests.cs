using Coral.Core.Index;
using Coral.Index.Options;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Nodes;

/// <summary>Nodes of one cluster learn of one another, from empty tables.</summary>
public sealed class PeerTableFillingTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(8);

    [Theory]
    [InlineData(30, 1)]
    [InlineData(60, 1)]
    public void Near_WithinTwoHours_HoldsEveryNeighbour(int nodes, int seed)
    {
        var clock = new VirtualClock();
        clock.Run(async () =>
        {
            using var network = new LiveNetwork(
                clock,
                new UniformMap(nodes, RoundTrip),
                NetworkConditions.Perfect,
                new IndexOptions(),
                seed
            );
            network.Start(0, through: null);
            for (var place = 1; place < nodes; place++)
            {
                network.Start(place, through: 0);
            }

            await Task.Delay(TimeSpan.FromHours(2), clock);

            Assert.Single(network.Living.Select(n => n.Peers.Clusters[ClusterLevel.Near].Id).Distinct());
            Assert.All(network.Living, node => Assert.Equal(nodes - 1, node.Peers.Table(ClusterLevel.Near).Count));
            return true;
        });
    }
}
