using Coral.Simulation.Maps;

namespace Coral.Simulation.Clusters;

/// <summary>The quality of a division of nodes into clusters, measured against a diameter.</summary>
/// <param name="Purity">The share of same-cluster pairs whose round trip is within the diameter; 1 without such
/// pairs.</param>
/// <param name="Coverage">The share of pairs within the diameter that are in one cluster; 1 without such pairs.</param>
public readonly record struct ClusteringQuality(double Purity, double Coverage)
{
    /// <summary>Measures a division over all pairs of nodes.</summary>
    /// <param name="map">The round trips between all nodes.</param>
    /// <param name="diameter">The bound on round trips within a cluster.</param>
    /// <param name="clusters">The number of each node's cluster, in any numbering.</param>
    public static ClusteringQuality Measure(ILatencyMap map, TimeSpan diameter, ReadOnlySpan<int> clusters)
    {
        ArgumentNullException.ThrowIfNull(map);
        long together = 0;
        long near = 0;
        long both = 0;
        for (var a = 0; a < clusters.Length; a++)
        {
            for (var b = a + 1; b < clusters.Length; b++)
            {
                var isTogether = clusters[a] == clusters[b];
                var isNear = map.RoundTrip(a, b) < diameter;
                together += isTogether ? 1 : 0;
                near += isNear ? 1 : 0;
                both += isTogether && isNear ? 1 : 0;
            }
        }

        return new ClusteringQuality(Share(both, together), Share(both, near));
    }

    private static double Share(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
