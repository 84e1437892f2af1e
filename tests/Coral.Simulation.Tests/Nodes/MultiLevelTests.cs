using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Nodes;

/// <summary>
/// The paper's figure 6: a value that a near node has put is found faster with three levels than with one.
/// </summary>
public sealed class MultiLevelTests
{
    private const int Seed = 6;
    private const int Nodes = 400;

    [Fact]
    public void Get_OfANearbyValue_IsAtLeastTwiceAsFastUpToTheEightiethPercentile()
    {
        var clock = new VirtualClock();
        var (three, one) = clock.Run(() => MeasureAsync(clock));

        Assert.True(one.Count > 100);
        foreach (var share in new[] { 0.5, 0.8 })
        {
            var at = (int)(share * one.Count);
            Assert.True(three[at] * 2 <= one[at], $"{share}: {three[at]} against {one[at]}");
        }
    }

    private static async Task<(List<TimeSpan> Three, List<TimeSpan> One)> MeasureAsync(VirtualClock clock)
    {
        var settings = new IndexNetworkSettings
        {
            Seed = Seed,
            Nodes = Nodes,
            Levels = 3,
        };
        using var network = new IndexNetwork(clock, settings);
        network.Start();
        var (three, one) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var requester = 0; requester < Nodes; requester++)
        {
            var cluster = network.Nodes[requester].Peers.Clusters[ClusterLevel.Near].Id;
            var near = network.Nodes.FirstOrDefault(n =>
                n != network.Nodes[requester] && n.Peers.Clusters[ClusterLevel.Near].Id == cluster
            );
            if (near is null)
            {
                continue;
            }

            var key = Key.Of($"http://www.x.com/{requester}");
            var content = network.Nodes[requester].Content;
            await near.Content.PutAsync(key, new byte[34], TimeSpan.FromMinutes(5), LevelRange.All, default);
            three.Add((await content.GetAsync(key, LevelRange.All, default)).Cost.Elapsed);
            one.Add((await content.GetAsync(key, LevelRange.Only(ClusterLevel.Global), default)).Cost.Elapsed);
        }

        three.Sort();
        one.Sort();
        return (three, one);
    }
}
