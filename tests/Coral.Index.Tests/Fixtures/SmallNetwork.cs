using Coral.Core.Identity;
using Coral.Simulation.Maps;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Fixtures;

/// <summary>A few nodes, 20 ms apart, whose tables are converged.</summary>
internal static class SmallNetwork
{
    public const int Seed = 2004;

    /// <summary>Runs a story on a started network.</summary>
    public static void Run(
        int nodes,
        Func<IndexNetwork, Task> story,
        Func<IndexNetworkSettings, IndexNetworkSettings>? change = null
    )
    {
        var clock = new VirtualClock();
        var settings = new IndexNetworkSettings
        {
            Seed = Seed,
            Nodes = nodes,
            Map = (n, _) => new UniformMap(n, TimeSpan.FromMilliseconds(20)),
        };
        clock.Run(async () =>
        {
            using var network = new IndexNetwork(clock, change?.Invoke(settings) ?? settings);
            network.Start();
            await story(network);
        });
    }

    /// <summary>The nodes in the order of their distance to a key.</summary>
    public static List<IndexNode> ByDistance(this IndexNetwork network, Key key) =>
        [.. network.Nodes.OrderBy(n => XorDistance.Between(key.Point, n.Contact.Id.Point))];
}
