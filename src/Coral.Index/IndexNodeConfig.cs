using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Index.Routing;

namespace Coral.Index;

/// <summary>The identity and behaviour of one node of the index.</summary>
/// <param name="Id">The node's id, which others learn from its datagrams.</param>
/// <param name="Ports">The ports of the node's other services.</param>
/// <param name="NetworkKeys">The network's keys: the first signs, all verify. None makes an open network.</param>
/// <param name="Options">The options of the index, already validated.</param>
public sealed record IndexNodeConfig(
    NodeId Id,
    ServicePorts Ports,
    IReadOnlyList<byte[]> NetworkKeys,
    IndexOptions Options
)
{
    /// <summary>The options of the node's clusters.</summary>
    public ClusterOptions Clusters { get; init; } = new();

    /// <summary>
    /// The clusters that the node is in and stays in, for a network that is laid out at once; by default it founds its
    /// own, and looks for better ones.
    /// </summary>
    internal ClusterSet? FixedClusters { get; init; }

    /// <summary>
    /// Reads the reasons against sending clients to this node, whenever its health is requested. Called from any
    /// thread.
    /// </summary>
    public Func<NodeConditions> Conditions { get; init; } = () => NodeConditions.None;
}
