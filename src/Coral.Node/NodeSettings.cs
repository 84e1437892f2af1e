using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Dns.Configuration;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Node.Admin;
using Coral.Node.Configuration;
using Coral.Node.Dns;
using Coral.Node.Index;
using Coral.Node.Options;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;
using Coral.Transport.Udp;

namespace Coral.Node;

/// <summary>All options of one node, checked.</summary>
public sealed record NodeSettings
{
    /// <summary>Names, listeners, sites.</summary>
    public NodeOptions Node { get; init; } = new();

    /// <summary>Limits towards clients.</summary>
    public ProxyOptions Proxy { get; init; } = new();

    /// <summary>The log of requests.</summary>
    public AccessLogOptions AccessLog { get; init; } = new();

    /// <summary>The store, and fetches into it.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>The settings of a cache that works together with other nodes.</summary>
    public CooperationOptions Cooperation { get; init; } = new();

    /// <summary>Requests to origins.</summary>
    public OriginOptions Origin { get; init; } = new();

    /// <summary>Requests to other proxies, and from them.</summary>
    public PeerOptions Peers { get; init; } = new();

    /// <summary>
    /// The index; <see langword="null"/> for a node without one, whose index is its own memory: for tests of the rest.
    /// </summary>
    public IndexSettings? Index { get; init; }

    /// <summary>The DNS server; <see langword="null"/> for none. It needs the index.</summary>
    public DnsSettings? Dns { get; init; }

    /// <summary>The admin API; <see langword="null"/> for none.</summary>
    public AdminOptions? Admin { get; init; }

    /// <summary>Takes the settings from the configuration.</summary>
    public static NodeSettings From(EffectiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new NodeSettings
        {
            Node = configuration.Get<NodeOptions>(),
            Proxy = configuration.Get<ProxyOptions>(),
            AccessLog = configuration.Get<AccessLogOptions>(),
            Cache = configuration.Get<CacheOptions>(),
            Cooperation = configuration.Get<CooperationOptions>(),
            Origin = configuration.Get<OriginOptions>(),
            Peers = configuration.Get<PeerOptions>(),
            Index = new IndexSettings
            {
                Node = configuration.Get<NodeIndexOptions>(),
                Advertise = configuration.Get<NodeOptions>().Advertise,
                Index = configuration.Get<IndexOptions>(),
                Clusters = configuration.Get<ClusterOptions>(),
                Udp = configuration.Get<UdpTransportOptions>(),
            },
            Dns = new DnsSettings
            {
                Node = configuration.Get<NodeDnsOptions>(),
                Dns = configuration.Get<DnsOptions>(),
                Udp = configuration.Get<DnsUdpOptions>(),
                Tcp = configuration.Get<DnsTcpOptions>(),
            },
            Admin = configuration.Get<AdminOptions>(),
        };
    }
}
