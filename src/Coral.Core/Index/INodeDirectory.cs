using System.Net;

namespace Coral.Core.Index;

/// <summary>Who is near whom: the nodes of our own clusters.</summary>
/// <remarks>Safe to call from any thread. Only nodes that answered this node themselves are given.</remarks>
public interface INodeDirectory
{
    /// <summary>
    /// Members of this node's cluster at <paramref name="level"/>, those best suited first; never this node.
    /// </summary>
    /// <param name="level">Which cluster.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="target">Whom they should be near; without it, nodes near this one.</param>
    /// <param name="services">Services each of them must offer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
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
