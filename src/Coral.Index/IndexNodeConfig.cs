using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Clusters;

namespace Coral.Index;

/// <summary>What makes one node of the index.</summary>
/// <param name="Id">Who it is.</param>
/// <param name="Ports">What it runs beside the index.</param>
/// <param name="NetworkKeys">The network's keys: the first signs, all verify. None makes an open network.</param>
/// <param name="Options">How it behaves.</param>
public sealed record IndexNodeConfig(
    NodeId Id,
    ServicePorts Ports,
    IReadOnlyList<byte[]> NetworkKeys,
    IndexOptions Options
)
{
    /// <summary>How it finds its clusters.</summary>
    public ClusterOptions Clusters { get; init; } = new();

    /// <summary>
    /// What speaks against sending it clients, read whenever somebody asks how it is. Safe from any thread.
    /// </summary>
    public Func<NodeConditions> Conditions { get; init; } = () => NodeConditions.None;
}
