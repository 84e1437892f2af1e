using System.Net;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Node.Configuration;
using Coral.Proxy.Origin;
using Coral.Transport.Udp;

namespace Coral.Node.Index;

/// <summary>The options of the index, which its parts share.</summary>
internal sealed record IndexPartConfig
{
    /// <summary>The index's address, its network and the nodes to join by.</summary>
    public required NodeIndexOptions Node { get; init; }

    /// <summary>The advertised address, where the operator names one.</summary>
    public required IPAddress? Advertise { get; init; }

    /// <summary>Times and limits of lookups, routing tables and the store.</summary>
    public required IndexOptions Index { get; init; }

    /// <summary>Diameters of the clusters, and the rules for joining them.</summary>
    public required ClusterOptions Clusters { get; init; }

    /// <summary>Options of its socket.</summary>
    public required UdpTransportOptions Udp { get; init; }

    /// <summary>The resolver of the host names that nodes are joined by.</summary>
    public IHostResolver Resolver { get; init; } = new SystemHostResolver();

    /// <summary>Takes them from all options; <see langword="null"/> for a node without an index.</summary>
    public static IndexPartConfig? Of(NodeSettings settings) =>
        settings.Find<NodeIndexOptions>() is { } node
            ? new IndexPartConfig
            {
                Node = node,
                Advertise = settings.Get<AdvertiseOptions>().Advertise,
                Index = settings.Get<IndexOptions>(),
                Clusters = settings.Get<ClusterOptions>(),
                Udp = settings.Get<UdpTransportOptions>(),
            }
            : null;
}
