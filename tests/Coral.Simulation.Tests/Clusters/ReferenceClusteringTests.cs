using Coral.Simulation.Clusters;
using Coral.Simulation.Maps;

namespace Coral.Simulation.Tests.Clusters;

public sealed class ReferenceClusteringTests
{
    private static readonly TimeSpan Regional = TimeSpan.FromMilliseconds(60);

    [Fact]
    public void Measure_ASmallCase_CountsThePairs()
    {
        var map = MatrixMap.Read(new StringReader("0 10 90 90\n10 0 10 90\n90 10 0 90\n90 90 90 0\n"));

        // Together: (0,1) near, (0,2) far, (1,2) near; near in all: (0,1), (1,2).
        Assert.Equal(new ClusteringQuality(2.0 / 3, 1), ClusteringQuality.Measure(map, Regional, [5, 5, 5, 6]));
        Assert.Equal(new ClusteringQuality(1, 0.5), ClusteringQuality.Measure(map, Regional, [1, 1, 2, 3]));
        Assert.Equal(new ClusteringQuality(1, 0), ClusteringQuality.Measure(map, Regional, [1, 2, 3, 4]));
    }

    [Fact]
    public void Best_ContinentsApart_FindsThem()
    {
        var map = GeographicMap.ThreeContinents(60, seed: 3);

        var best = new ReferenceClustering(map, Regional).Best(0.99, new Random(1));

        Assert.InRange(best.Purity, 0.99, 1);
        Assert.InRange(best.Coverage, 0.99, 1);
    }

    /// <summary>Against the best of all divisions of seven nodes, tried one by one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Best_OfSevenNodes_IsTheBestThereIs(int seed)
    {
        var map = GeographicMap.World(7, seed);
        var optimum = Divisions(7)
            .Select(division => ClusteringQuality.Measure(map, Regional, division))
            .Where(quality => quality.Purity >= 0.9)
            .Max(quality => quality.Coverage);

        Assert.Equal(optimum, new ReferenceClustering(map, Regional).Best(0.9, new Random(1)).Coverage);
    }

    /// <summary>Every division of n nodes: restricted growth strings.</summary>
    private static IEnumerable<int[]> Divisions(int n) =>
        n == 0
            ?
            [
                [],
            ]
            : Divisions(n - 1)
                .SelectMany(head =>
                    Enumerable.Range(0, head.Length == 0 ? 1 : head.Max() + 2).Select(next => (int[])[.. head, next])
                );
}
