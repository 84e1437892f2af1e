using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>The duration of gets that find a value put by a node near the caller (the paper's figure 6).</summary>
/// <remarks>
/// Each sample is a new key: a random node puts it, and half a minute later another member of its cluster gets it; for
/// a regional cluster, a member of another near cluster. With one level, the same nodes do the same without clusters,
/// so that only the hierarchy differs.
/// </remarks>
public static class NearbyGets
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(5);

    /// <summary>Measures the samples.</summary>
    /// <param name="options">The seed, number of nodes and conditions of the run.</param>
    /// <param name="levels">The number of levels: 1 or 3.</param>
    /// <param name="shared">The level of the cluster that both nodes share: regional or near.</param>
    /// <param name="samples">The number of gets that are measured.</param>
    public static NearbyGetsResult Run(ScenarioOptions options, int levels, ClusterLevel shared, int samples)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = options.NodesOr(LookupsScenario.DefaultNodes),
            Map = options.Map.Draw,
            Conditions = options.Conditions,
            Levels = 3,
        };
        var range = levels == 1 ? LevelRange.Only(ClusterLevel.Global) : LevelRange.All;
        return ScenarioRunner.Run(
            "nearby-gets",
            options,
            settings,
            TimeToLive,
            network => PlayAsync(network, range, shared, samples)
        );
    }

    private static async Task<NearbyGetsResult> PlayAsync(
        IndexNetwork network,
        LevelRange levels,
        ClusterLevel shared,
        int samples
    )
    {
        var pairs = network
            .Nodes.Select(node => (Putter: node, Getters: network.Nodes.Where(o => IsNear(node, o, shared)).ToList()))
            .Where(pair => pair.Getters.Count > 0)
            .ToList();
        var times = new List<double>(samples);
        var (found, hops, calls) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, samples).Select(_ => SampleAsync()));
        times.Sort();
        var each = 1.0 / samples;
        return new NearbyGetsResult(times, found * each, hops * each, calls * each);

        async Task SampleAsync()
        {
            var (putter, getters) = pairs[network.Random.Next(pairs.Count)];
            var getter = getters[network.Random.Next(getters.Count)];
            var key = new Key(NodeId.Draw(new SeededTokens(network.Random)).Point);
            await Task.Delay(Spread * network.Random.NextDouble(), network.Clock);
            await putter.Content.PutAsync(key, new byte[34], TimeToLive, levels, default);
            await Task.Delay(Settling, network.Clock);
            var result = await getter.Content.GetAsync(key, levels, default);
            times.Add(result.Cost.Elapsed.TotalMilliseconds);
            found += result.Values.Count > 0 ? 1 : 0;
            hops += result.Cost.Hops;
            calls += result.Cost.Rpcs;
        }
    }

    private static bool IsNear(IndexNode node, IndexNode other, ClusterLevel shared)
    {
        var (own, others) = (node.Peers.Clusters, other.Peers.Clusters);
        return node != other
            && own.Shares(shared, others)
            && (shared == ClusterLevel.Near || !own.Shares(ClusterLevel.Near, others));
    }
}
