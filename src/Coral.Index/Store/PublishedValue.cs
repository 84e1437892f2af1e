using Coral.Core.Index;

namespace Coral.Index.Store;

/// <summary>The nodes that store one of our values.</summary>
internal sealed class PublishedValue
{
    private readonly List<(ClusterLevel Level, NodeContact Node)> _places = [];
    private readonly Dictionary<ClusterLevel, ulong> _leases = [];

    /// <summary>The time at which publication ends, on the node's clock.</summary>
    public TimeSpan Until { get; set; }

    /// <summary>The nodes that confirmed they stored the value, with the level of each.</summary>
    public IReadOnlyList<(ClusterLevel Level, NodeContact Node)> Places => _places;

    public void Add(ClusterLevel level, NodeContact node)
    {
        if (!_places.Contains((level, node)))
        {
            _places.Add((level, node));
        }
    }

    /// <summary>True if a lease of ours found no other before it at a level.</summary>
    public bool HoldsLease(ClusterLevel level, ulong leaseId) =>
        _leases.TryGetValue(level, out var held) && held == leaseId;

    /// <summary>Notes that a lease of ours found no other before it at a level.</summary>
    public void NoteLease(ClusterLevel level, ulong leaseId) => _leases[level] = leaseId;
}
