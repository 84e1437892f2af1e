using Coral.Simulation.Maps;

namespace Coral.Simulation.Clusters;

/// <summary>An offline optimiser that knows every round trip: the reference for self-organising clusters.</summary>
/// <remarks>
/// Correlation clustering by local search: a division is worth (pairs within the diameter that it puts together) − λ ×
/// (pairs over it that it puts together). Nodes move one at a time to where they add most, and clusters merge, until no
/// step improves the division; the best of several starts counts. λ, the price of an impure pair, is then sought by
/// bisection so that the purity asked for is just met.
/// </remarks>
public sealed class ReferenceClustering
{
    private const int Starts = 4;
    private const int Bisections = 14;

    private readonly bool[][] _near;
    private readonly ILatencyMap _map;
    private readonly TimeSpan _diameter;

    /// <summary>Prepares a search over <paramref name="map"/>.</summary>
    public ReferenceClustering(ILatencyMap map, TimeSpan diameter)
    {
        ArgumentNullException.ThrowIfNull(map);
        _map = map;
        _diameter = diameter;
        _near = new bool[map.Count][];
        for (var a = 0; a < map.Count; a++)
        {
            _near[a] = new bool[map.Count];
            for (var b = 0; b < map.Count; b++)
            {
                _near[a][b] = map.RoundTrip(a, b) < diameter;
            }
        }
    }

    /// <summary>The best coverage found among divisions at least as pure as <paramref name="purity"/>.</summary>
    public ClusteringQuality Best(double purity, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var best = new ClusteringQuality(1, 0);
        var (cheap, dear) = (0.01, 200.0);
        for (var step = 0; step < Bisections; step++)
        {
            var price = Math.Sqrt(cheap * dear);
            var reachedPurity = false;
            for (var start = 0; start < Starts; start++)
            {
                var quality = ClusteringQuality.Measure(
                    _map,
                    _diameter,
                    new LocalSearch(_near, price, random).Run(start)
                );
                reachedPurity |= quality.Purity >= purity;
                if (quality.Purity >= purity && quality.Coverage > best.Coverage)
                {
                    best = quality;
                }
            }

            (cheap, dear) = reachedPurity ? (cheap, price) : (price, dear);
        }

        return best;
    }
}
