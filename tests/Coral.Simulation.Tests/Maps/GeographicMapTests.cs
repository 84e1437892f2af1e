using Coral.Simulation.Maps;

namespace Coral.Simulation.Tests.Maps;

public sealed class GeographicMapTests
{
    private const int Seed = 42;

    [Fact]
    public void RoundTrip_OfAPair_IsTheSameBothWaysAndWheneverAsked()
    {
        var map = new GeographicMap(Metro.World, 200, new Random(Seed));
        for (var i = 0; i < 199; i++)
        {
            Assert.Equal(map.RoundTrip(i, i + 1), map.RoundTrip(i + 1, i));
            Assert.Equal(TimeSpan.Zero, map.RoundTrip(i, i));
            Assert.True(map.RoundTrip(i, i + 1) > TimeSpan.Zero);
        }
    }

    [Fact]
    public void RoundTrip_OverAnOcean_IsLongAndWithinACity_Short()
    {
        var map = new GeographicMap(Metro.ThreeContinents, 300, new Random(Seed));
        var near = Pairs(map, (a, b) => a == b);
        var far = Pairs(map, (a, b) => a == "New York" && b == "Tokyo");

        Assert.InRange(near.Average(), 4, 15);
        Assert.InRange(far.Average(), 160, 200);
        Assert.True(near.Max() < far.Min());
    }

    [Fact]
    public void World_HasEveryMetroOfTheFileWithAWeight()
    {
        Assert.Equal(58, Metro.World.Count);
        Assert.All(Metro.World, m => Assert.InRange(m.Weight, 0.1, 100));
        Assert.Equal(3, Metro.ThreeContinents.Count);
    }

    private static List<double> Pairs(GeographicMap map, Func<string, string, bool> accept)
    {
        var times = new List<double>();
        for (var a = 0; a < map.Count; a++)
        {
            for (var b = a + 1; b < map.Count; b++)
            {
                if (accept(map.MetroOf(a), map.MetroOf(b)))
                {
                    times.Add(map.RoundTrip(a, b).TotalMilliseconds);
                }
            }
        }

        return times;
    }
}
