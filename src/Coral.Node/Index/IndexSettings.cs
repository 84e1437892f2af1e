using System.Net;
using Coral.Index;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Node.Options;
using Coral.Transport.Udp;

namespace Coral.Node.Index;

/// <summary>All that the operator says about the index.</summary>
public sealed record IndexSettings
{
    /// <summary>Where it listens, and which network it belongs to.</summary>
    public NodeIndexOptions Node { get; init; } = new();

    /// <summary>The address that others reach the node at, where the operator names one.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>How it behaves.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>How it finds its clusters.</summary>
    public ClusterOptions Clusters { get; init; } = new();

    /// <summary>Its socket.</summary>
    public UdpTransportOptions Udp { get; init; } = new();
}
