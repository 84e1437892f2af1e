using Coral.Core.Index;

namespace Coral.Index.Store;

/// <summary>Where one of our values is stored.</summary>
internal sealed class PublishedValue
{
    private readonly List<(ClusterLevel Level, NodeContact Node)> _places = [];
    private readonly Dictionary<ClusterLevel, ulong> _leases = [];

    /// <summary>Until when we stand by it.</summary>
    public TimeSpan Until { get; set; }

    /// <summary>Nodes that said they stored it, and at which level.</summary>
    public IReadOnlyList<(ClusterLevel Level, NodeContact Node)> Places => _places;

    public void Add(ClusterLevel level, NodeContact node)
    {
        if (!_places.Contains((level, node)))
        {
            _places.Add((level, node));
        }
    }

    /// <summary>Whether a claim of ours found nobody before it at a level.</summary>
    public bool HoldsLease(ClusterLevel level, ulong leaseId) =>
        _leases.TryGetValue(level, out var held) && held == leaseId;

    /// <summary>Notes that a claim of ours found nobody before it at a level.</summary>
    public void NoteLease(ClusterLevel level, ulong leaseId) => _leases[level] = leaseId;
}
