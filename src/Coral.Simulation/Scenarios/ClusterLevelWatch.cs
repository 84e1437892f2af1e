using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Simulation.Clusters;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>An observer of the clusters that nodes are in at one level.</summary>
internal sealed class ClusterLevelWatch(LiveNetwork network, ClusterLevel level, TimeSpan diameter)
{
    private readonly Identifier[] _last = new Identifier[network.Map.Count];
    private readonly List<Mark> _marks = [];
    private int _switches;

    public TimeSpan Diameter { get; } = diameter;

    /// <summary>The observations, oldest first.</summary>
    public IReadOnlyList<Mark> Marks => _marks;

    /// <summary>Counts the nodes that changed their cluster within the last minute.</summary>
    public void CountSwitches()
    {
        for (var place = 0; place < _last.Length; place++)
        {
            var now = network[place]?.Peers.Clusters[level].Id ?? default;
            _switches += now == _last[place] ? 0 : 1;
            _last[place] = now;
        }
    }

    /// <summary>Measures the clusters over all pairs of nodes.</summary>
    public void TakeMark()
    {
        var numbers = new Dictionary<Identifier, int>();
        var clusters = new int[_last.Length];
        for (var place = 0; place < clusters.Length; place++)
        {
            numbers.TryAdd(_last[place], numbers.Count);
            clusters[place] = numbers[_last[place]];
        }

        _marks.Add(new Mark(ClusteringQuality.Measure(network.Map, Diameter, clusters), numbers.Count, _switches));
        _switches = 0;
    }

    /// <summary>One measurement over all pairs of nodes.</summary>
    /// <param name="Quality">The quality of the clusters at this moment.</param>
    /// <param name="Clusters">The number of clusters with members.</param>
    /// <param name="Switches">The number of changes since the mark before.</param>
    public readonly record struct Mark(ClusteringQuality Quality, int Clusters, int Switches);
}
