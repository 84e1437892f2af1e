using System.Net;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Transport.Udp;

namespace Coral.Node.Index;

/// <summary>Options of the index.</summary>
public sealed record IndexSettings
{
    /// <summary>The index's address, its network and the nodes to join by.</summary>
    public NodeIndexOptions Node { get; init; } = new();

    /// <summary>The advertised address, where the operator names one.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>Times and limits of lookups, routing tables and the store.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>Diameters of the clusters, and the rules for joining them.</summary>
    public ClusterOptions Clusters { get; init; } = new();

    /// <summary>Options of its socket.</summary>
    public UdpTransportOptions Udp { get; init; } = new();
}
