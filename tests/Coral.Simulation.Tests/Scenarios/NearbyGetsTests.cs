using Coral.Core.Index;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>Gets of what a neighbour has put, at a reduced size.</summary>
public sealed class NearbyGetsTests
{
    [Theory]
    [InlineData(ClusterLevel.Near)]
    [InlineData(ClusterLevel.Regional)]
    public void Run_WithThreeLevels_FindsWhatIsNearAtLeastTwiceAsFastAsWithOne(ClusterLevel shared)
    {
        var options = new ScenarioOptions { Seed = 1, Nodes = 250 };
        var one = NearbyGets.Run(options, levels: 1, shared, samples: 60);
        var three = NearbyGets.Run(options, levels: 3, shared, samples: 60);

        Assert.Equal(1, one.Found);
        Assert.Equal(1, three.Found);
        Assert.True(one.Milliseconds.Average() >= 2 * three.Milliseconds.Average());
        Assert.True(one.Hops > three.Hops);
        Assert.Equal(one.Hops, one.Calls);
    }
}
