using Coral.Caching;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Names;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Content;
using Coral.Node.Dns;
using Coral.Node.Events;
using Coral.Node.Health;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Peers;
using Coral.Node.Zones;
using Coral.Proxy;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Proxy.Pipeline;
using Coral.Transport.Udp;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>
/// Lists the parts of one node and gives each what it needs of the others: the only place that knows all. Used once.
/// </summary>
/// <remarks>
/// How a part is made is said in its folder. The parts are made as they need one another. Their list, which
/// <see cref="CoralNode"/> goes down, runs from those that face clients to those that the others stand on; so a stop
/// drains the clients before the cache takes back what it has published, and the index ends last. See
/// <see cref="INodePart"/>.
/// </remarks>
#pragma warning disable CA1001 // The node that is made owns the meters; where none can be made, BuildAsync disposes them.
internal sealed class NodeAssembly(
    NodeSettings settings,
    NodeNetwork network,
    ITokenSource tokens,
    TimeProvider clock,
    ILoggerFactory loggers,
    Func<Stream> console
)
#pragma warning restore CA1001
{
    private const int NetworkIdBytes = 8;

    private readonly NodeMeterFactory _meters = new();
    private readonly OwnListeners _own = new();
    private readonly OperatorHosts _hosts = new(settings);
    private readonly IReadOnlyList<string> _zones = settings.Get<ZoneOptions>().Zones;
    private readonly List<INodePart> _made = [];

    /// <summary>Makes the node.</summary>
    /// <exception cref="NodeStartException">A part cannot be made as the options say; those made are freed.</exception>
    public async Task<CoralNode> BuildAsync()
    {
        try
        {
            return Build();
        }
        catch
        {
            foreach (var part in Enumerable.Reverse(_made))
            {
                await part.DisposeAsync();
            }

            _meters.Dispose();
            throw;
        }
    }

    private CoralNode Build()
    {
        var options = IndexSettings.Of(settings);
        var data = Made(NodeData.Open(settings.Get<DataOptions>().Data, options?.Node.NetworkKey));
        var log = AccessLogPart.Open(settings, console, loggers);
        IReadOnlyList<INodePart> logs = log is null ? [] : [Made(log)];
        var networkId = data.Network?.NetworkId ?? DrawNetworkId();
        var origins = Made(OriginsPart.Create(settings, networkId, Dialer(), _meters, clock, loggers));
        var events = NodeEvents.OfCache(loggers, clock, network.CacheEvents);
        var caches = CacheFactory.Create(settings, origins.Client, _hosts, tokens, _meters, clock, events);
        INodePart[] foundation = [origins, .. logs, data];
        ProxyContent Content(ContentCache cache) =>
            new(cache, Names(), networkId, new ProxyMetrics(_meters), log?.AccessLog);

        return options is null
            ? Alone(data, caches, Content, foundation)
            : Together(options, data, caches, Content, foundation);
    }

    /// <summary>Makes the parts of a node among others, in the order of the node's life.</summary>
    private CoralNode Together(
        IndexSettings options,
        NodeData data,
        CacheFactory caches,
        Func<ContentCache, ProxyContent> content,
        IReadOnlyList<INodePart> foundation
    )
    {
        var index = new LoopIndex(data.Node.Id);
        NodeContact Self() => index.Self;
        var membership = new PeerMembership(Self, data.Network?.Keys ?? [], options.Node.IsLoopbackOnly);
        var largest = settings.Get<OriginOptions>().MaxObjectBytes;
        var peerMetrics = new PeerMetrics(_meters);
        var peerNetwork = Made(
            PeerNetworkPart.Create(settings, largest, membership, network.Connector, peerMetrics, clock, loggers)
        );
        var (cache, service) = caches.CreateTogether(index, index, peerNetwork.Network, Self);
        var clients = Made(Clients(content(cache)));
        var isLocalOnly = settings.Get<AvailabilityOptions>().LocalOnly;
        var availability = Made(
            new Availability(isLocalOnly, () => clients.ConnectionsUsed, () => cache.TransfersUsed)
        );
        var peers = Made(
            PeersPart.Create(settings, membership, network.WrapPeerService(service), peerMetrics, _own, clock, loggers)
        );
        var socket = Made(new IndexSocketPart(options, new UdpMetrics(_meters), network.Datagrams));
        var dns = Made(Dns(index, socket));
        var events = NodeEvents.OfIndex(_meters, loggers, clock, network.IndexEvents);
        var running = Made(
            IndexPart.Create(options, data, index, socket, availability.Assess, events, tokens, clock, loggers)
        );
        var admin = Admin();
        return Node(
            [
                availability,
                clients,
                new CachePart(cache),
                peers,
                socket,
                dns,
                .. admin,
                running,
                peerNetwork,
                .. foundation,
            ],
            (index, index, Self)
        );
    }

    /// <summary>A node without an index, whose cache asks origins only.</summary>
    private CoralNode Alone(
        NodeData data,
        CacheFactory caches,
        Func<ContentCache, ProxyContent> content,
        IReadOnlyList<INodePart> foundation
    )
    {
        var index = Made(new MemoryIndexPart(data.Node.Id, clock));
        var cache = caches.CreateAlone();
        var clients = Made(Clients(content(cache)));
        var dns = Made(new AbsentDns());
        var admin = Admin();
        return Node(
            [clients, new CachePart(cache), dns, .. admin, index, .. foundation],
            (index.Content, index.Directory, () => index.Self)
        );
    }

    private T Made<T>(T part)
        where T : INodePart
    {
        _made.Add(part);
        return part;
    }

    private CoralNode Node(
        IReadOnlyList<INodePart> parts,
        (IContentIndex Content, INodeDirectory Directory, Func<NodeContact> Self) index
    ) => new(parts, index, _meters, clock, loggers.CreateLogger<CoralNode>());

    private ClientsPart Clients(ProxyContent content) => new(settings, content, _own, clock, loggers);

    private CoralizedNames Names() => new(_zones, _hosts.Served, new MemoryHashedHosts());

    private OriginDialer Dialer()
    {
        var options = settings.Get<OriginOptions>();
        var endPoints = new OriginEndPoints(options, _hosts.Pins, _own, network.Resolver, clock);
        return new OriginDialer(options, endPoints, network.Connector, new OriginTls(), clock);
    }

    private INodePart Dns(LoopIndex index, IndexSocketPart socket)
    {
        var zones = new DnsZones(_zones, [.. _hosts.Served.Select(host => host.Host)]);
        return DnsSettings.Of(settings) is { } options
            ? DnsPart.Create(options, zones, index, socket, _own, tokens, _meters, clock, loggers)
            : new AbsentDns();
    }

    private IReadOnlyList<INodePart> Admin() =>
        settings.Find<AdminOptions>() is { } options
            ? [Made(AdminPart.Create(options, [.. _made.SelectMany(part => part.Routes)], _own, loggers))]
            : [];

    /// <summary>The id of a network without a key: it is this node's own.</summary>
    private string DrawNetworkId()
    {
        Span<byte> id = stackalloc byte[NetworkIdBytes];
        tokens.Fill(id);
        return Convert.ToHexStringLower(id);
    }
}
