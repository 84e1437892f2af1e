using System.Net;

namespace Coral.Node.Diagnosis;

/// <summary>The input of a diagnosis.</summary>
/// <param name="Zone">The zone that clients use.</param>
/// <param name="InfrastructureZone">The zone of the hierarchy; by default the target of the node's DNAME.</param>
/// <param name="Node">The DNS endpoint of the operator's own node, which knows how the delegation should be.</param>
/// <param name="Resolvers">The servers queried for the public view: resolvers, or a name server of the parent.</param>
public sealed record DelegationRequest(
    string Zone,
    string? InfrastructureZone,
    IPEndPoint Node,
    IReadOnlyList<IPEndPoint> Resolvers
)
{
    /// <summary>The port of DNS.</summary>
    public const int DnsPort = 53;

    /// <summary>The port of name servers; resolvers use 53 only.</summary>
    public int NameServerPort { get; init; } = DnsPort;
}
