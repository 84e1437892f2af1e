namespace Coral.Simulation.Clusters;

/// <summary>
/// One descent of <see cref="ReferenceClustering"/>: moves and merges until neither improves the division.
/// </summary>
internal sealed class LocalSearch(bool[][] near, double price, Random random)
{
    private readonly int[] _cluster = new int[near.Length];
    private readonly double[] _worth = new double[near.Length];
    private readonly int[] _size = new int[near.Length];

    /// <summary>Searches from singletons (start 0), or from 4^<paramref name="start"/> random groups.</summary>
    public ReadOnlySpan<int> Run(int start)
    {
        var groups = start == 0 ? near.Length : Math.Min(near.Length, 1 << (2 * start));
        for (var node = 0; node < near.Length; node++)
        {
            _cluster[node] = start == 0 ? node : random.Next(groups);
            _size[_cluster[node]]++;
        }

        do
        {
            while (MoveEach()) { }
        } while (MergeBest());

        return _cluster;
    }

    private bool MoveEach()
    {
        var moved = false;
        var order = Enumerable.Range(0, near.Length).ToArray();
        random.Shuffle(order);
        foreach (var node in order)
        {
            moved |= Move(node);
        }

        return moved;
    }

    /// <summary>Moves <paramref name="node"/> to the cluster where it adds most, which may be an empty one.</summary>
    private bool Move(int node)
    {
        Array.Clear(_worth);
        for (var other = 0; other < near.Length; other++)
        {
            if (other != node)
            {
                _worth[_cluster[other]] += near[node][other] ? 1 : -price;
            }
        }

        var best = _cluster[node];
        for (var cluster = 0; cluster < near.Length; cluster++)
        {
            if (_worth[cluster] > _worth[best] + 1e-9)
            {
                best = cluster;
            }
        }

        if (best == _cluster[node])
        {
            return false;
        }

        _size[_cluster[node]]--;
        _size[best]++;
        _cluster[node] = best;
        return true;
    }

    private bool MergeBest()
    {
        var gains = Gains();
        var (best, into, from) = (1e-9, -1, -1);
        for (var a = 0; a < near.Length; a++)
        {
            for (var b = a + 1; _size[a] > 0 && b < near.Length; b++)
            {
                if (_size[b] > 0 && gains[a][b] > best)
                {
                    (best, into, from) = (gains[a][b], a, b);
                }
            }
        }

        if (into < 0)
        {
            return false;
        }

        for (var node = 0; node < near.Length; node++)
        {
            if (_cluster[node] == from)
            {
                _cluster[node] = into;
            }
        }

        _size[into] += _size[from];
        _size[from] = 0;
        return true;
    }

    /// <summary>The gain of each merger: entry [a][b], a &lt; b.</summary>
    private double[][] Gains()
    {
        var gains = new double[near.Length][];
        for (var a = 0; a < near.Length; a++)
        {
            gains[a] = new double[near.Length];
        }

        for (var x = 0; x < near.Length; x++)
        {
            for (var y = x + 1; y < near.Length; y++)
            {
                var (a, b) = (Math.Min(_cluster[x], _cluster[y]), Math.Max(_cluster[x], _cluster[y]));
                gains[a][b] += near[x][y] ? 1 : -price;
            }
        }

        return gains;
    }
}
