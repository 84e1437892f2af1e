using System.Collections.Immutable;
using System.Net;
using Coral.Core.Identity;

namespace Coral.Core.Index;

/// <summary>A directory of given nodes: for a node alone (none) and for tests.</summary>
/// <remarks>Every node added is a member at every level. Safe to use from any thread.</remarks>
public sealed class MemoryNodeDirectory : INodeDirectory
{
    private ImmutableArray<NodeContact> _nodes = [];

    /// <summary>Replaces the nodes, given in the order in which they are to be returned.</summary>
    public void Set(IEnumerable<NodeContact> nodes) => ImmutableInterlocked.InterlockedExchange(ref _nodes, [.. nodes]);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<NodeContact>> NodesAsync(
        ClusterLevel level,
        int count,
        IPAddress? target,
        NodeServices services,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult<IReadOnlyList<NodeContact>>([.. _nodes.Where(n => n.Ports.Offer(services)).Take(count)]);

    /// <inheritdoc />
    public IReadOnlyList<LevelInfo> Levels()
    {
        var size = _nodes.Length + 1;
        return
        [
            new LevelInfo(ClusterLevel.Global, Timeout.InfiniteTimeSpan, default, size),
            new LevelInfo(ClusterLevel.Regional, TimeSpan.FromMilliseconds(60), Identifier.MaxValue, size),
            new LevelInfo(ClusterLevel.Near, TimeSpan.FromMilliseconds(20), Identifier.MaxValue, size),
        ];
    }
}
