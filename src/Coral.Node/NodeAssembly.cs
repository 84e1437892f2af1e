using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Names;
using Coral.Dns;
using Coral.Dns.Answering;
using Coral.Dns.Resolvers;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Content;
using Coral.Node.Dns;
using Coral.Node.Events;
using Coral.Node.Health;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Peers;
using Coral.Proxy;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Proxy.Pipeline;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Probes;
using Coral.Transport.Udp;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>Makes the parts of one node, and their list: the only place that knows all of them. Used once.</summary>
/// <remarks>
/// The parts are made as they need one another. Their list, which <see cref="CoralNode"/> goes down, runs from those
/// that face clients to those that the others stand on; so a stop drains the clients before the cache takes back what
/// it has published, and the index ends last. See <see cref="INodePart"/>.
/// </remarks>
internal sealed class NodeAssembly(
    NodeSettings settings,
    NodeNetwork network,
    ITokenSource tokens,
    TimeProvider clock,
    NodeMeterFactory meters,
    ILoggerFactory loggers,
    Func<Stream> console
)
{
    private const int NetworkIdBytes = 8;

    private readonly NodeMeterFactory _meters = meters;
    private readonly OwnListeners _own = new();
    private readonly OperatorHosts _hosts = new(settings.Node, settings.Origin);
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
        var data = Made(NodeData.Open(settings.Node.Data, settings.Index?.Node.NetworkKey));
        var log = AccessLogPart.Open(settings.AccessLog, console, loggers);
        IReadOnlyList<INodePart> logs = log is null ? [] : [Made(log)];
        var networkId = data.Network?.NetworkId ?? DrawNetworkId();
        var origins = Made(Origins(networkId));
        INodePart[] foundation = [origins, .. logs, data];
        ProxyContent Content(ContentCache cache) =>
            new(cache, Names(), networkId, new ProxyMetrics(_meters), log?.AccessLog);

        return settings.Index is { } index
            ? Together(index, data, origins.Client, Content, foundation)
            : Alone(data, origins.Client, Content, foundation);
    }

    /// <summary>A node among others. Its list, in the order of its life.</summary>
    private CoralNode Together(
        IndexSettings options,
        NodeData data,
        OriginClient origins,
        Func<ContentCache, ProxyContent> content,
        IReadOnlyList<INodePart> foundation
    )
    {
        var index = new LoopIndex(data.Node.Id);
        var membership = new PeerMembership(() => index.Self, data.Network?.Keys ?? [], options.Node.IsLoopbackOnly);
        var peerMetrics = new PeerMetrics(_meters);
        var peerNetwork = Made(PeerNetwork(membership, peerMetrics));
        var cache = Cache(origins, meter => Cooperation(index, peerNetwork.Network, new CooperationMetrics(meter)));
        var clients = Made(Clients(content(cache)));
        var availability = Made(
            new Availability(settings.Node.LocalOnly, () => clients.ConnectionsUsed, () => cache.TransfersUsed)
        );
        var peers = Made(Peers(membership, cache.Peers!, peerMetrics));
        var socket = Made(new IndexSocketPart(options, new UdpMetrics(_meters), network.Datagrams));
        var dns = Made(Dns(index, socket));
        var running = Made(IndexOn(options, data, index, socket, availability));
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
            (index, index, () => index.Self)
        );
    }

    /// <summary>A node without an index, whose cache asks origins only.</summary>
    private CoralNode Alone(
        NodeData data,
        OriginClient origins,
        Func<ContentCache, ProxyContent> content,
        IReadOnlyList<INodePart> foundation
    )
    {
        var index = Made(new MemoryIndexPart(data.Node.Id, clock));
        var cache = Cache(origins, cooperation: null);
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

    private CoralizedNames Names() => new(settings.Node.Zones, _hosts.Served, new MemoryHashedHosts());

    private ClientsPart Clients(ProxyContent content) =>
        new(settings.Node, settings.Proxy, content, _own, clock, loggers);

    private OriginsPart Origins(string networkId)
    {
        var page = settings.Node.AdvertiseUrl?.AbsoluteUri ?? $"http://{settings.Node.Zones[0]}/";
        var dialer = new OriginDialer(
            settings.Origin,
            _hosts.Pins,
            _own,
            network.Resolver,
            network.Connector,
            new OriginTls(),
            clock
        );
        return new OriginsPart(
            settings.Origin,
            new OriginIdentity(ProductVersion.Text, page, networkId),
            dialer,
            _meters,
            clock,
            loggers.CreateLogger<OriginClient>()
        );
    }

    private ContentCache Cache(OriginClient origins, Func<Meter, CooperationConfig>? cooperation)
    {
        var meter = _meters.Create(new MeterOptions(CacheMetrics.MeterName));
        var store = new MemoryStore(settings.Cache, (ulong)NodeRandom.Seeded(tokens).NextInt64());
        var metrics = new CacheMetrics(meter);
        metrics.Observe(store);
        return new ContentCache(
            store,
            origins,
            settings.Cache,
            metrics,
            clock,
            _hosts.HeuristicFor,
            cooperation?.Invoke(meter),
            new CacheEventLog(loggers.CreateLogger<ContentCache>(), clock)
        );
    }

    private CooperationConfig Cooperation(LoopIndex index, IPeerNetwork peers, CooperationMetrics metrics)
    {
        var largest = Math.Min(settings.Cooperation.LargestObjectBytes, settings.Origin.MaxObjectBytes);
        var options = settings.Cooperation with { LargestObjectBytes = largest };
        var random = NodeRandom.Seeded(tokens);
        return new CooperationConfig(index, index, peers, () => index.Self, tokens, random, options, metrics);
    }

    private PeerNetworkPart PeerNetwork(PeerMembership membership, PeerMetrics metrics) =>
        new(
            new PeerClient(
                membership,
                settings.Peers,
                settings.Origin.MaxObjectBytes,
                network.Connector,
                metrics,
                clock,
                loggers.CreateLogger<PeerClient>()
            )
        );

    private PeersPart Peers(PeerMembership membership, IPeerService service, PeerMetrics metrics) =>
        new(
            new PeerServer(membership, network.Answers(service), settings.Peers, metrics, clock, loggers),
            settings.Peers,
            _own
        );

    private INodePart Dns(LoopIndex index, IndexSocketPart socket)
    {
        if (settings.Dns is not { } options)
        {
            return new AbsentDns();
        }

        var around = new DnsNetwork(
            index,
            index,
            index,
            options.Dns.Probe ? new ResolverProbe(clock, tokens) : new NoProbe(),
            new NoCertificates()
        );
        var zones = new DnsZones(settings.Node.Zones, [.. _hosts.Served.Select(host => host.Host)]);
        var events = NodeEvents.OfDns(_meters, loggers, clock);
        var factory = new DnsServerFactory(options.Dns, zones, around, tokens, clock, events);
        var metrics = new DnsListenerMetrics(_meters);
        return new DnsPart(options, factory, socket, metrics, clock, loggers.CreateLogger<DnsPart>());
    }

    private IndexPart IndexOn(
        IndexSettings options,
        NodeData data,
        LoopIndex index,
        IndexSocketPart socket,
        Availability availability
    )
    {
        var events = NodeEvents.OfIndex(_meters, loggers, clock, network.IndexEvents);
        var random = NodeRandom.Seeded(tokens);
        var factory = new IndexNodeFactory(options, data, availability.Assess, random, tokens, events);
        var contacts = new ContactStore(data.Folder, loggers.CreateLogger<ContactStore>());
        var tasks = IndexTasks.Of(options, contacts, index, clock, loggers);
        return new IndexPart(socket, index, factory, tasks, clock, loggers.CreateLogger<IndexPart>());
    }

    private IReadOnlyList<INodePart> Admin()
    {
        if (settings.Admin is not { } options)
        {
            return [];
        }

        IReadOnlyList<AdminRoute> routes = [.. _made.SelectMany(part => part.Routes)];
        return [Made(new AdminPart(new AdminServer(options, routes, loggers), _own))];
    }

    /// <summary>The id of a network without a key: it is this node's own.</summary>
    private string DrawNetworkId()
    {
        Span<byte> id = stackalloc byte[NetworkIdBytes];
        tokens.Fill(id);
        return Convert.ToHexStringLower(id);
    }
}
