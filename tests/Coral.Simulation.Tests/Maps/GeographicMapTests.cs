using Coral.Simulation.Maps;

namespace Coral.Simulation.Tests.Maps;

public sealed class GeographicMapTests
{
    [Fact]
    public void World_Always_HasTheMetrosOfTheFile()
    {
        Assert.Equal(58, Metros.World.Count);
        Assert.Equal(new Metro("New York", 40.71, -74.01, 10), Metros.World[0]);
    }

    [Fact]
    public void RoundTrip_OfAnyPair_IsTheSameBothWaysAndPositive()
    {
        var map = GeographicMap.World(100, seed: 1);
        for (var from = 0; from < map.Count; from++)
        {
            Assert.Equal(TimeSpan.Zero, map.RoundTrip(from, from));
            for (var to = from + 1; to < map.Count; to++)
            {
                Assert.Equal(map.RoundTrip(from, to), map.RoundTrip(to, from));
                Assert.True(map.RoundTrip(from, to) > TimeSpan.Zero);
            }
        }
    }

    [Fact]
    public void RoundTrip_AcrossContinents_IsWhatGeographySays()
    {
        var map = GeographicMap.ThreeContinents(300, seed: 1);
        var newYork = Members(map, "New York");
        var frankfurt = Members(map, "Frankfurt");

        // 6,200 km / 100 × 1.6 = 99 ms, and two access lines.
        var across = newYork.SelectMany(a => frankfurt.Select(b => map.RoundTrip(a, b))).Order().ToArray();
        Assert.InRange(across[across.Length / 2].TotalMilliseconds, 100, 115);

        var within = newYork
            .SelectMany(a => newYork.Where(b => b != a).Select(b => map.RoundTrip(a, b)))
            .Order()
            .ToArray();
        Assert.InRange(within[within.Length / 2].TotalMilliseconds, 6, 15);
    }

    [Fact]
    public void RoundTrip_ForEqualSeeds_IsEqual_AndForOthersIsNot()
    {
        var first = GeographicMap.World(50, seed: 7);

        Assert.Equal(first.RoundTrip(3, 40), GeographicMap.World(50, seed: 7).RoundTrip(3, 40));
        Assert.NotEqual(first.RoundTrip(3, 40), GeographicMap.World(50, seed: 8).RoundTrip(3, 40));
    }

    [Fact]
    public void World_ManyPlaces_FollowTheWeights()
    {
        var map = GeographicMap.World(20_000, seed: 1);
        var total = Metros.World.Sum(metro => metro.Weight);

        Assert.InRange(Members(map, "New York").Length, 0.9 * 20_000 * 10 / total, 1.1 * 20_000 * 10 / total);
    }

    private static int[] Members(GeographicMap map, string metro) =>
        [.. Enumerable.Range(0, map.Count).Where(node => map[node].Metro.Name == metro)];
}
