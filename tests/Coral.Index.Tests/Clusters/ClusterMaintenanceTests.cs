using Coral.Core.Index;
using Coral.Index.Options;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Clusters;

public sealed class ClusterMaintenanceTests
{
    [Theory]
    [InlineData(10, true, true)]
    [InlineData(19, true, true)]
    [InlineData(21, true, false)]
    [InlineData(59, true, false)]
    [InlineData(61, false, false)]
    public void Keep_OfTwoNodes_SharesTheLevelsTheirRoundTripAllows(int milliseconds, bool regional, bool near) =>
        Run(
            new UniformMap(2, TimeSpan.FromMilliseconds(milliseconds)),
            network =>
            {
                Assert.Equal(regional, Share(network, ClusterLevel.Regional, 0, 1));
                Assert.Equal(near, Share(network, ClusterLevel.Near, 0, 1));
            }
        );

    [Fact]
    public void Keep_WithOneNodeBetweenTwoFarOnes_NeverPutsTheFarOnesTogether() =>
        Run(
            new Chain(),
            network =>
            {
                Assert.False(Share(network, ClusterLevel.Regional, 0, 2));
                Assert.True(Share(network, ClusterLevel.Regional, 0, 1) || Share(network, ClusterLevel.Regional, 1, 2));
            }
        );

    [Fact]
    public void Keep_OfManyNearNodes_EndsInOneClusterWhoseSizeAllKnow() =>
        Run(
            new UniformMap(40, TimeSpan.FromMilliseconds(8)),
            network =>
            {
                for (var place = 1; place < 40; place++)
                {
                    Assert.True(Share(network, ClusterLevel.Near, 0, place));
                    Assert.InRange(network[place]!.Peers.Clusters[ClusterLevel.Near].Size, 20u, 80u);
                }
            }
        );

    /// <summary>Members announce the size that their cluster had for long after it has shrunk.</summary>
    [Fact]
    public void Keep_WhereHalfOfAClusterHasDied_TakesNewcomersIn()
    {
        const int Newcomer = 10;
        Run(
            new UniformMap(Newcomer + 1, TimeSpan.FromMilliseconds(8)),
            network => Assert.True(Share(network, ClusterLevel.Near, 0, Newcomer)),
            async network =>
            {
                for (var place = 5; place <= Newcomer; place++)
                {
                    network.Crash(place);
                }

                await Task.Delay(TimeSpan.FromMinutes(5), network.Clock);
                network.Start(Newcomer, through: 0);
                await Task.Delay(TimeSpan.FromMinutes(10), network.Clock);
            }
        );
    }

    private static bool Share(LiveNetwork network, ClusterLevel level, int one, int other) =>
        network[one]!.Peers.Clusters.Shares(level, network[other]!.Peers.Clusters);

    private static void Run(ILatencyMap map, Action<LiveNetwork> check, Func<LiveNetwork, Task>? then = null)
    {
        var clock = new VirtualClock();
        clock.Run(async () =>
        {
            using var network = new LiveNetwork(clock, map, NetworkConditions.Perfect, new IndexOptions(), seed: 7);
            for (var place = 0; place < map.Count; place++)
            {
                network.Start(place, place == 0 ? null : 0);
            }

            await Task.Delay(TimeSpan.FromMinutes(30), clock);
            await (then?.Invoke(network) ?? Task.CompletedTask);
            check(network);
        });
    }

    /// <summary>Three places in a row: the middle one is near to both ends.</summary>
    private sealed class Chain : ILatencyMap
    {
        public int Count => 3;

        public TimeSpan RoundTrip(int from, int to) => TimeSpan.FromMilliseconds(50 * Math.Abs(from - to));
    }
}
