using System.Net;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Transport.Udp;

namespace Coral.Node.Index;

/// <summary>Options of the index.</summary>
public sealed record IndexSettings
{
    /// <summary>Its address and its network.</summary>
    public NodeIndexOptions Node { get; init; } = new();

    /// <summary>The advertised address, where the operator names one.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>Its behaviour.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>Its choice of clusters.</summary>
    public ClusterOptions Clusters { get; init; } = new();

    /// <summary>Options of its socket.</summary>
    public UdpTransportOptions Udp { get; init; } = new();
}
