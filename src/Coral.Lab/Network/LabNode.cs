using System.Net;
using System.Net.Sockets;
using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Lab.Origin;
using Coral.Node;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Zones;
using Coral.Transport.WideArea;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Lab.Network;

/// <summary>One whole node of the lab: it can be killed, and started again as the same node.</summary>
/// <remarks>Start and kill from one thread at a time; the rest from any.</remarks>
public sealed class LabNode : IAsyncDisposable
{
    private const long Up = long.MinValue;

    private readonly NodeSettings _settings;
    private readonly WideAreaNetwork _area;
    private readonly TimeProvider _clock;
    private readonly NodeNetwork _network;
    private volatile CoralNode? _node;
    private readonly JoinSignal _joined = new();
    private long _downSince;

    /// <summary>Prepares the node; it is down until it is started.</summary>
    /// <param name="site">The node's number, region and addresses.</param>
    /// <param name="settings">The node's settings, the same at every start.</param>
    /// <param name="area">The emulated wide area between the nodes.</param>
    /// <param name="clock">Measures times for the lab and the node.</param>
    /// <param name="wrapPeerService">Wraps the service that answers peers.</param>
    /// <param name="cacheEvents">Told of what happens in its cache, start after start.</param>
    internal LabNode(
        LabSite site,
        NodeSettings settings,
        WideAreaNetwork area,
        TimeProvider clock,
        Func<IPeerService, IPeerService> wrapPeerService,
        ICacheEvents? cacheEvents
    )
    {
        (Number, Address, Region) = (site.Number, site.Address, site.Region);
        _settings = settings;
        _area = area;
        _clock = clock;
        _downSince = _clock.GetTimestamp();
        _network = new NodeNetwork
        {
            Connector = new WideAreaConnector(area, Address),
            Datagrams = area.Over,
            WrapPeerService = wrapPeerService,
            IndexEvents = _joined,
            CacheEvents = cacheEvents,
        };
        Client = CreateClient();
    }

    /// <summary>The number of the node, from 0, in the order of the start.</summary>
    public int Number { get; }

    /// <summary>The address of all ports of the node.</summary>
    public IPAddress Address { get; }

    /// <summary>The node's region on the lab's map.</summary>
    public string Region { get; }

    /// <summary>The end point that clients connect to.</summary>
    public IPEndPoint Http => _settings.Get<ListenerOptions>().Http[0];

    /// <summary>The zone that its names are in.</summary>
    public string Zone => _settings.Get<ZoneOptions>().Zones[0];

    /// <summary>The end point of its DNS server, if it has one.</summary>
    public IPEndPoint? Dns => _settings.Find<NodeDnsOptions>()?.Listen[0];

    /// <summary>Address of the node's admin API, where it has one.</summary>
    public IPEndPoint? Admin => _settings.Find<AdminOptions>()?.Listen;

    /// <summary>True if it runs.</summary>
    public bool IsUp => _node is not null;

    /// <summary>
    /// The timestamp of its death, by the clock of the lab; nothing from the moment that it begins to start.
    /// </summary>
    public long? DownSince => Interlocked.Read(ref _downSince) is not Up and var since ? since : null;

    /// <summary>
    /// The node's contact in the index, the same after every start; the default value while it is down.
    /// </summary>
    public NodeContact Contact => _node?.Contact ?? default;

    /// <summary>Completes when it has found its network.</summary>
    public Task Joined => _joined.Task;

    /// <summary>The levels as the node sees them; none while it is down.</summary>
    public IReadOnlyList<LevelInfo> Levels => _node?.Directory.Levels() ?? [];

    /// <summary>A client next to the node: connects to the node for any URL. A new one after every kill.</summary>
    public HttpClient Client { get; private set; }

    /// <summary>The URL of a file of the origin, through this node.</summary>
    public Uri UrlOf(string path) => new($"http://{LabOrigin.Host}.{Zone}:{Http.Port}{path}");

    /// <summary>Starts it, at first or again.</summary>
    /// <exception cref="NodeStartException">An address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _downSince, Up);
        _area.Set(Address, Outage.None);
        _joined.Reset();
        var node = await CoralNode.CreateAsync(
            _settings,
            new SystemTokenSource(),
            _clock,
            NullLoggerFactory.Instance,
            _network
        );
        try
        {
            await node.StartAsync(cancellationToken);
            _node = node;
        }
        catch
        {
            Interlocked.Exchange(ref _downSince, _clock.GetTimestamp());
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends it without goodbye: from now on nothing that it sends arrives, and its connections are lost.
    /// </summary>
    /// <param name="outage">The way in which the node goes away: <see cref="Outage.Gone"/> is the plug pulled.</param>
    public async Task KillAsync(Outage outage = Outage.Killed)
    {
        if (Interlocked.Exchange(ref _node, null) is { } node)
        {
            // First the clients who wait: a dead node does not tell them of what dies with it.
            Client.Dispose();
            Client = CreateClient();
            _area.Set(Address, outage);
            Interlocked.Exchange(ref _downSince, _clock.GetTimestamp());
            await node.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
    }

    private HttpClient CreateClient() =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = ConnectAsync,
                UseProxy = false,
                AllowAutoRedirect = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(Http, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
