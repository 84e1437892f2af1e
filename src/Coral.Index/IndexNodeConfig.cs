using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Index.Options;

namespace Coral.Index;

/// <summary>The identity and behaviour of one node of the index.</summary>
/// <param name="Id">The node's id, which others learn from its datagrams.</param>
/// <param name="Ports">The ports of its other services.</param>
/// <param name="NetworkKeys">The network's keys: the first signs, all verify. None makes an open network.</param>
/// <param name="Options">Checked options.</param>
public sealed record IndexNodeConfig(
    NodeId Id,
    ServicePorts Ports,
    IReadOnlyList<byte[]> NetworkKeys,
    IndexOptions Options
)
{
    /// <summary>The options of its clusters.</summary>
    public ClusterOptions Clusters { get; init; } = new();

    /// <summary>
    /// The reasons against sending it clients, read whenever its health is asked for. Safe from any thread.
    /// </summary>
    public Func<NodeConditions> Conditions { get; init; } = () => NodeConditions.None;
}
