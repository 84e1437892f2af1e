using Coral.Caching;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Names;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Content;
using Coral.Node.Dns;
using Coral.Node.Health;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Peers;
using Coral.Node.Zones;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
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
#pragma warning disable CA1001 // The node that is made owns the meters; without one, BuildAsync disposes them.
internal sealed partial class NodeAssembly
#pragma warning restore CA1001
{
    private readonly NodeSettings _settings;
    private readonly Func<Stream> _console;
    private readonly NodeMeterFactory _meters = new();
    private readonly NodeHost _host;
    private readonly OwnListeners _own = new();
    private readonly OperatorHosts _hosts;
    private readonly IReadOnlyList<string> _zones;
    private readonly List<INodePart> _made = [];

    /// <summary>Makes nothing yet.</summary>
    /// <param name="settings">All options, checked; each part is given its own records.</param>
    /// <param name="console">Opens the stream of an access log whose destination is <c>console</c>.</param>
    public NodeAssembly(
        NodeSettings settings,
        NodeNetwork network,
        ITokenSource tokens,
        TimeProvider clock,
        ILoggerFactory loggers,
        Func<Stream> console
    )
    {
        _settings = settings;
        _console = console;
        _host = new NodeHost(network, tokens, clock, loggers, _meters);
        _hosts = new OperatorHosts(settings.Get<OriginOptions>(), settings.Get<SiteListOptions>());
        _zones = settings.Get<ZoneOptions>().Zones;
    }

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
            // What is thrown says why there is no node: a part that cannot be freed must not hide it.
            var failures = await EachPart.TryAsync(Enumerable.Reverse(_made), part => part.DisposeAsync().AsTask());
            var logger = _host.Loggers.CreateLogger<CoralNode>();
            foreach (var failure in failures)
            {
                Log.PartNotFreed(logger, failure);
            }

            _meters.Dispose();
            throw;
        }
    }

    private CoralNode Build()
    {
        var index = IndexPartConfig.Of(_settings) is { } named
            ? named with
            {
                Resolver = _host.Network.Resolver,
            }
            : null;
        var data = Made(NodeData.Open(_settings.Get<DataOptions>().Data, index?.Node.NetworkKey, _host.Tokens));
        var log = AccessLogPart.Open(_settings.Get<AccessLogOptions>(), _console, _host.Loggers);
        IReadOnlyList<INodePart> logs = log is null ? [] : [Made(log)];
        var options = _settings.Get<OriginOptions>();
        var identity = _settings.Get<OriginPageOptions>().Identify(_zones[0], data.NetworkId);
        var origins = Made(OriginsPart.Create(options, identity, _hosts.Pins, _own, _host));
        var names = new CoralizedNames(_zones, _hosts.Served, new MemoryHashedHosts());
        var guard = new RedirectGuard(origins.Client, names, _host.Clock);
        var caches = CacheFactory.Create(
            _settings.Get<CacheOptions>(),
            _settings.Get<CooperationOptions>(),
            guard,
            _hosts,
            _host
        );
        INodePart[] foundation = [origins, .. logs, data];
        var clients = ClientsConfig(names, guard, data.NetworkId);
        ClientsPart Clients(ContentCache cache) =>
            Made(ClientsPart.Create(clients, cache, log?.AccessLog, _own, _host));

        return index is null
            ? Alone(data, caches, Clients, foundation)
            : Together(index, data, caches, Clients, foundation);
    }

    /// <summary>Makes the parts of a node among others, in the order of the node's life.</summary>
    private CoralNode Together(
        IndexPartConfig config,
        NodeData data,
        CacheFactory caches,
        Func<ContentCache, ClientsPart> makeClients,
        IReadOnlyList<INodePart> foundation
    )
    {
        var index = new LoopIndex(data.Node.Id);
        NodeContact Self() => index.Self;
        var peerParts = new PeerPartsFactory(
            _settings.Get<PeerOptions>(),
            data,
            config.Node.IsLoopbackOnly,
            Self,
            _host
        );
        var peerNetwork = Made(peerParts.CreateNetwork(_settings.Get<CacheOptions>().MaxObjectBytes));
        var (cache, service) = caches.CreateTogether(index, index, peerNetwork.Network, Self);
        var clients = makeClients(cache);
        var isLocalOnly = _settings.Get<AvailabilityOptions>().LocalOnly;
        var availability = Made(
            new Availability(isLocalOnly, () => clients.ConnectionsUsed, () => cache.TransfersUsed)
        );
        var peers = Made(peerParts.CreateServer(service, _own));
        var socket = Made(new IndexSocketPart(config, new UdpMetrics(_meters), _host.Network.Datagrams, _host.Clock));
        var dns = Made(Dns(index, socket));
        var running = Made(IndexPart.Create(config, data, index, socket, availability.Assess, _host));
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
        Func<ContentCache, ClientsPart> makeClients,
        IReadOnlyList<INodePart> foundation
    )
    {
        var index = Made(new MemoryIndexPart(data.Node.Id, _host.Clock));
        var cache = caches.CreateAlone();
        var clients = makeClients(cache);
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
    ) => new(parts, index, _meters, _host.Clock, _host.Loggers.CreateLogger<CoralNode>());

    private ClientsPartConfig ClientsConfig(CoralizedNames names, RedirectGuard guard, string networkId) =>
        new()
        {
            Listen = _settings.Get<ListenerOptions>(),
            Limits = _settings.Get<ProxyOptions>(),
            Names = names,
            SendsBack = guard.SendsBack,
            NetworkId = networkId,
        };

    private INodePart Dns(LoopIndex index, IndexSocketPart socket) =>
        DnsPartConfig.Of(_settings) is { } config
            ? DnsPart.Create(config, DnsZones.Of(_zones, _hosts.Served), index, socket, _own, _host)
            : new AbsentDns();

    private IReadOnlyList<INodePart> Admin() =>
        _settings.Find<AdminOptions>() is { } options
            ?
            [
                Made(
                    AdminPart.Create(
                        options,
                        [.. _made.SelectMany(part => part.Routes)],
                        _own,
                        _host.Clock,
                        _host.Loggers
                    )
                ),
            ]
            : [];

    private static partial class Log
    {
        [LoggerMessage(
            1705,
            LogLevel.Error,
            "A part of a node that could not be made was not freed.",
            EventName = nameof(PartNotFreed)
        )]
        public static partial void PartNotFreed(ILogger logger, Exception failure);
    }
}
