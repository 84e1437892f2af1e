using System.Net;

namespace Coral.Core.Index;

/// <summary>The nodes of this node's own clusters, by level and nearness.</summary>
/// <remarks>Safe to call from any thread. Only nodes that answered this node themselves are given.</remarks>
public interface INodeDirectory
{
    /// <summary>
    /// Members of this node's cluster at <paramref name="level"/>, those best suited first; never this node.
    /// </summary>
    /// <param name="level">The level of the cluster.</param>
    /// <param name="count">Most nodes to give.</param>
    /// <param name="target">The address to be near to; without it, nodes near this one come first.</param>
    /// <param name="services">Services each of them must offer.</param>
    /// <param name="cancellationToken">Ends the wait for the node's loop.</param>
    ValueTask<IReadOnlyList<NodeContact>> NodesAsync(
        ClusterLevel level,
        int count,
        IPAddress? target,
        NodeServices services,
        CancellationToken cancellationToken
    );

    /// <summary>The levels, farthest (0) first.</summary>
    IReadOnlyList<LevelInfo> Levels();
}
