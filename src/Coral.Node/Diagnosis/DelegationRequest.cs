using System.Net;

namespace Coral.Node.Diagnosis;

/// <summary>A request to examine a delegation.</summary>
/// <param name="Zone">The zone that clients use.</param>
/// <param name="InfrastructureZone">The zone of the hierarchy; by default where the node's DNAME leads.</param>
/// <param name="Node">The DNS address of the operator's own node, which knows how the delegation should be.</param>
/// <param name="Resolvers">Servers asked for the world's view: resolvers, or a name server of the parent.</param>
public sealed record DelegationRequest(
    string Zone,
    string? InfrastructureZone,
    IPEndPoint Node,
    IReadOnlyList<IPEndPoint> Resolvers
)
{
    /// <summary>The port of DNS.</summary>
    public const int DnsPort = 53;

    /// <summary>The port that name servers are asked at; resolvers know no other than 53.</summary>
    public int NameServerPort { get; init; } = DnsPort;
}
