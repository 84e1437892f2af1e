using Coral.Simulation.Maps;

namespace Coral.Simulation.Tests.Maps;

public sealed class TabulatedMapTests
{
    [Fact]
    public void RoundTrip_OfEveryPair_IsTheOtherMaps()
    {
        var map = GeographicMap.World(20, seed: 4);
        var table = new TabulatedMap(map);

        Assert.Equal(map.Count, table.Count);
        for (var pair = 0; pair < map.Count * map.Count; pair++)
        {
            var (from, to) = Math.DivRem(pair, map.Count);
            Assert.Equal(map.RoundTrip(from, to), table.RoundTrip(from, to));
        }
    }
}
