using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Coral.Caching;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Sources;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Names;
using Coral.Core.Network;
using Coral.Node.Admin;
using Coral.Node.Admin.Dns;
using Coral.Node.Admin.Index;
using Coral.Node.Dns;
using Coral.Node.Health;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Options;
using Coral.Node.Peers;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>
/// One whole node, put together by hand: the only place that knows all parts. Many may live in one process.
/// </summary>
/// <remarks>
/// From the origin to the client: dialer, origin client, cache over a store, proxy server. Beside them the index and
/// the other proxies, through which the cache works together with others, and the admin API over all. Starts once,
/// stops once; the members are called by one thread at a time, except <see cref="ReopenAccessLog"/>.
/// </remarks>
public sealed partial class CoralNode : IAsyncDisposable
{
    private const int NetworkIdBytes = 8;

    private readonly NodeMeterFactory _meters = new();
    private readonly OwnListeners _own = new();
    private readonly Installation _installation;
    private readonly OriginClient _origins;
    private readonly ContentCache _cache;
    private readonly PeerHost? _peers;
    private readonly DnsHost? _dns;
    private readonly AccessLog? _accessLog;
    private readonly ProxyServer _server;
    private readonly IReadOnlyList<ProxyListener> _listeners;
    private readonly bool _isAdvertised;
    private readonly IndexHost? _index;
    private readonly OwnConditions _conditions;
    private readonly AdminServer? _admin;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>
    /// Puts a node together; nothing listens yet, but the data folder is taken and the access log is open.
    /// </summary>
    /// <param name="settings">Checked options.</param>
    /// <param name="tokens">Bytes that nobody can guess.</param>
    /// <param name="clock">Time.</param>
    /// <param name="loggers">Where events go.</param>
    /// <param name="network">How it reaches others; by default with this machine's resolver and sockets.</param>
    /// <exception cref="NodeStartException">The data folder or the network key is of no use.</exception>
    /// <exception cref="IOException">The access log cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The access log may not be written.</exception>
    public CoralNode(
        NodeSettings settings,
        ITokenSource tokens,
        TimeProvider clock,
        ILoggerFactory loggers,
        NodeNetwork? network = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokens);
        _clock = clock;
        _logger = loggers.CreateLogger<CoralNode>();
        _listeners = ListenersOf(settings.Node);
        _isAdvertised = settings.Node.Advertise is not null;
        _conditions = new OwnConditions(settings.Node.LocalOnly, Used);
        _installation = Installation.Open(settings.Node.Data, settings.Index?.Node.NetworkKey);
        try
        {
            _accessLog = AccessLog.Open(settings.AccessLog, loggers.CreateLogger<AccessLog>());
        }
        catch
        {
            _installation.Dispose();
            throw;
        }

        var hosts = new NodeHosts(settings.Node, settings.Origin);
        var names = new CoralizedNames(settings.Node.Zones, hosts.Served, new MemoryHashedHosts());
        var networkId = _installation.Network?.NetworkId ?? DrawNetworkId(tokens);

        var tools = new NodeTools(tokens, clock, _meters, loggers, network ?? new NodeNetwork());
        _origins = ContentParts.CreateOrigins(settings, hosts, _own, networkId, tools);
        if (settings.Index is { } index)
        {
            _index = new IndexHost(index, _installation, IndexToolsFrom(tools), _meters, loggers);
            _peers = new PeerHost(settings, _installation, () => Contact, tools);
            _dns = settings.Dns is { } dns ? DnsHostFor(dns, settings.Node.Zones, hosts, _index, tools) : null;
        }

        Content = _index?.Content ?? new MemoryContentIndex(_installation.Node.Id, new MemoryIndexNetwork(clock));
        Directory = _index?.Directory ?? new MemoryNodeDirectory();
        var largest = Math.Min(settings.Cooperation.LargestObjectBytes, settings.Origin.MaxObjectBytes);
        var options = settings.Cooperation with { LargestObjectBytes = largest };
        var cooperation = _peers is null ? null : CooperationOver(_peers, options, tools);
        _cache = ContentParts.CreateCache(settings, hosts, _origins, cooperation, tools);
        var content = new ProxyContent(_cache, names, networkId, new ProxyMetrics(_meters), _accessLog);
        _server = new ProxyServer(_listeners, content, settings.Proxy, clock, loggers);
        _admin = settings.Admin is { } admin ? new AdminServer(admin, AdminRoutes(), loggers) : null;
    }

    /// <summary>Where the node listens. After the start.</summary>
    public NodeListening Listening =>
        new(Listeners)
        {
            Peers = _peers?.EndPoint,
            Dns = _dns?.EndPoints ?? [],
            Index = _index?.Contact,
            Admin = _admin?.EndPoint,
        };

    /// <summary>Where clients are served, with the ports that it got. Empty before the start.</summary>
    public IReadOnlyList<ProxyListener> Listeners => _server.Bound;

    /// <summary>Where the admin API listens, with the port that it got; <see langword="null"/> without one.</summary>
    public IPEndPoint? AdminEndPoint => _admin?.EndPoint;

    /// <summary>
    /// Who the node is in the index, and where others reach it. After the start; its address is empty without an index.
    /// </summary>
    public NodeContact Contact => _index?.Contact ?? new NodeContact(_installation.Node.Id, default, default);

    /// <summary>The index. Any thread.</summary>
    public IContentIndex Content { get; }

    /// <summary>Who is near whom. Any thread.</summary>
    public INodeDirectory Directory { get; }

    /// <summary>The scope of this node's meters, by which a listener tells them from those of other nodes.</summary>
    public IMeterFactory Meters => _meters;

    /// <summary>
    /// Listens: first for clients and peers, so that the index can tell others of it; then the index; then for the
    /// operator.
    /// </summary>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            throw new ListenException(ListenProbe.Describe(_listeners, ex), ex);
        }

        foreach (var listener in Listeners)
        {
            _own.Add(listener.EndPoint);
        }

        if (_peers is not null)
        {
            await _peers.StartAsync(_cache.Peers!, cancellationToken);
            _own.Add(_peers.EndPoint);
        }

        if (_index is not null)
        {
            await _index.StartAsync(OfferAsync);
        }

        if (_admin is not null)
        {
            await _admin.StartAsync(cancellationToken);
            _own.Add(_admin.EndPoint);
        }

        Log.Started(_logger, _clock.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Stops accepting and lets running responses end, for as long as the options say.</summary>
    /// <param name="cancellationToken">Aborts them at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Log.Stopping(_logger);
        _conditions.Leave();
        if (_dns?.Server is { } names)
        {
            // Clients are sent elsewhere before they are no longer let in here.
            await names.RefreshAsync();
        }

        await _server.StopAsync(cancellationToken);
        await _cache.LeaveAsync(cancellationToken);
        if (_peers is not null)
        {
            await _peers.StopAsync(cancellationToken);
        }

        if (_dns is not null)
        {
            await _dns.DisposeAsync();
        }

        if (_admin is not null)
        {
            await _admin.StopAsync(new CancellationToken(canceled: true));
        }

        if (_index is not null)
        {
            await _index.StopAsync();
        }
    }

    /// <summary>Opens the access log file anew by its name. Any thread.</summary>
    public void ReopenAccessLog()
    {
        if (_accessLog is not null)
        {
            _accessLog.Reopen();
            Log.AccessLogReopened(_logger);
        }
    }

    /// <summary>Frees everything; what still runs is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_admin is not null)
        {
            await _admin.DisposeAsync();
        }

        await _server.DisposeAsync();
        if (_dns is not null)
        {
            await _dns.DisposeAsync();
        }

        if (_peers is not null)
        {
            await _peers.DisposeAsync();
        }

        if (_index is not null)
        {
            await _index.DisposeAsync();
        }

        _origins.Dispose();
        if (_accessLog is not null)
        {
            await _accessLog.DisposeAsync();
        }

        _installation.Dispose();
        _meters.Dispose();
    }

    private static IReadOnlyList<ProxyListener> ListenersOf(NodeOptions options) =>
        [
            .. options.Http.Select(endpoint => new ProxyListener(endpoint, ListenerKind.Http)),
            .. options.Http2 is { } http2
                ? [new ProxyListener(http2, ListenerKind.Http2)]
                : Array.Empty<ProxyListener>(),
        ];

    private static string DrawNetworkId(ITokenSource tokens)
    {
        Span<byte> id = stackalloc byte[NetworkIdBytes];
        tokens.Fill(id);
        return Convert.ToHexStringLower(id);
    }

    private static DnsHost DnsHostFor(
        DnsSettings settings,
        IReadOnlyList<string> zones,
        NodeHosts hosts,
        IndexHost index,
        NodeTools tools
    )
    {
        IReadOnlyList<string> declared = [.. hosts.Served.Select(host => host.Host)];
        return new DnsHost(settings, zones, declared, (index.Directory, index.Content, index.Check), tools);
    }

    private IndexTools IndexToolsFrom(NodeTools tools) =>
        new(tools.Tokens, tools.DrawRandom(), tools.Clock, _conditions.Look, tools.Network.Datagrams);

    /// <summary>How full the node is, by the limit that it is nearest to: beyond either, clients go unserved.</summary>
    private double Used() => Math.Max(_server.ConnectionsUsed, _cache.TransfersUsed);

    private IReadOnlyList<AdminRoute> AdminRoutes() =>
        [
            .. new IndexPages(Content, Directory, () => Contact, _clock).Routes,
            .. new DnsPages(() => _dns?.Server).Routes,
        ];

    private Func<Meter, CooperationTools> CooperationOver(
        PeerHost peers,
        CooperationOptions options,
        NodeTools tools
    ) =>
        meter => new CooperationTools(
            Content,
            Directory,
            peers.Network,
            () => Contact,
            tools.Tokens,
            tools.DrawRandom(),
            options,
            new CooperationMetrics(meter)
        );

    /// <summary>Starts what resolvers are told of, once it is clear at which address others reach the node.</summary>
    private async Task<ServicePorts> OfferAsync(NodeAddress local)
    {
        var told = local.ToIPAddress();
        if (_dns is not null)
        {
            await _dns.StartAsync(told, _isAdvertised);
        }

        var listening = new NodeListening(Listeners) { Peers = _peers?.EndPoint, Dns = _dns?.EndPoints ?? [] };
        return OfferedPorts.At(told, _isAdvertised, listening);
    }

    private static partial class Log
    {
        [LoggerMessage(1700, LogLevel.Information, "Ready after {Milliseconds:F0} ms.", EventName = nameof(Started))]
        public static partial void Started(ILogger logger, double milliseconds);

        [LoggerMessage(
            1701,
            LogLevel.Information,
            "Stopping: no new connections, running responses may end.",
            EventName = nameof(Stopping)
        )]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(
            1702,
            LogLevel.Information,
            "The access log was opened anew.",
            EventName = nameof(AccessLogReopened)
        )]
        public static partial void AccessLogReopened(ILogger logger);
    }
}
