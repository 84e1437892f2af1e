using System.Net;

namespace Coral.Node.Diagnosis;

/// <summary>What a doctor is to look at.</summary>
/// <param name="Zone">The zone that clients use.</param>
/// <param name="InfrastructureZone">The zone of the hierarchy; by default where the node's DNAME leads.</param>
/// <param name="Node">Where the operator's own node answers DNS: it says how the delegation should be.</param>
/// <param name="Resolvers">Who is asked for the world's view: resolvers, or a name server of the parent.</param>
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
