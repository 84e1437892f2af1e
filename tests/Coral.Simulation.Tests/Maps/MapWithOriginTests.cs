using Coral.Simulation.Maps;

namespace Coral.Simulation.Tests.Maps;

public sealed class MapWithOriginTests
{
    [Fact]
    public void RoundTrip_ToTheOrigin_IsThatToItsNeighbourAndItsLine()
    {
        var nodes = GeographicMap.World(20, seed: 3);
        var map = new MapWithOrigin(nodes, neighbour: 7);

        Assert.Equal(21, map.Count);
        Assert.Equal(nodes.RoundTrip(4, 9), map.RoundTrip(4, 9));
        Assert.Equal(nodes.RoundTrip(4, 7) + TimeSpan.FromMilliseconds(20), map.RoundTrip(4, 20));
        Assert.Equal(map.RoundTrip(4, 20), map.RoundTrip(20, 4));
        Assert.Equal(TimeSpan.FromMilliseconds(20), map.RoundTrip(7, 20));
        Assert.Equal(TimeSpan.Zero, map.RoundTrip(20, 20));
    }
}
