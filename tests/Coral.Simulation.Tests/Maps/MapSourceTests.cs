using Coral.Simulation.Maps;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Maps;

public sealed class MapSourceTests
{
    /// <summary>Node i is i + 1 ms from node 0, so that draws can be distinguished.</summary>
    private static readonly MapSource Four = MapSource.Measured(
        "four.txt",
        MatrixMap.Read(new StringReader("0 2 3 4\n2 0 5 6\n3 5 0 7\n4 6 7 0\n"))
    );

    [Fact]
    public void Draw_OfABuiltInMap_HasAsManyNodesAsAreWanted() =>
        Assert.All(MapSource.BuiltIn, map => Assert.Equal((7, null), (map.Draw(7, seed: 1).Count, map.Count)));

    [Fact]
    public void Draw_AllOfAMeasuredMap_KeepsItsOrder()
    {
        var map = Four.Draw(4, seed: 9);

        Assert.Equal(4, Four.Count);
        Assert.Equal([2, 3, 4], Enumerable.Range(1, 3).Select(to => map.RoundTrip(0, to).TotalMilliseconds));
    }

    [Fact]
    public void Draw_SomeOfAMeasuredMap_DependsOnTheSeedAlone()
    {
        Assert.Equal(Drawn(seed: 1), Drawn(seed: 1));
        Assert.Equal(6, Enumerable.Range(1, 100).Select(Drawn).Distinct().Count());

        static double Drawn(int seed) => Four.Draw(2, seed).RoundTrip(0, 1).TotalMilliseconds;
    }

    [Fact]
    public void Draw_MoreThanAMeasuredMapHas_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Four.Draw(5, seed: 1));

    [Fact]
    public void Run_OnAMeasuredMap_HasItsNodesAndItsRoundTrips()
    {
        var result = LookupsScenario.Run(new ScenarioOptions { Map = Four, Minutes = 2 });

        Assert.Equal(4, result.Nodes);
        Assert.InRange(result.LatencyMs.P99, 2, 3 * 7);
    }
}
