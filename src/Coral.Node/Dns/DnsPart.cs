using System.Net;
using Coral.Core.Index;
using Coral.Dns;
using Coral.Dns.Answering;
using Coral.Dns.Resolvers;
using Coral.Node.Admin.Dns;
using Coral.Node.Events;
using Coral.Node.Hosting;
using Coral.Node.Index;
using Coral.Proxy.Origin;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Probes;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Dns;

/// <summary>The node's DNS server: its zones, and the listeners before it.</summary>
/// <remarks>The node's address is known once the socket of the index is bound; only then can the zones be
/// made.</remarks>
internal sealed partial class DnsPart : INodePart
{
    private readonly NodeDnsOptions _options;
    private readonly DnsServerFactory _factory;
    private readonly DnsListenerFactory _opener;
    private readonly IndexSocketPart _socket;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<DnsListeners> _listeners = [];
    private DnsServer? _server;
    private Task _running = Task.CompletedTask;

    /// <summary>Creates a server that does not listen yet.</summary>
    /// <param name="socket">The socket of the index, by which others know the node's address.</param>
    public DnsPart(
        NodeDnsOptions options,
        DnsServerFactory factory,
        DnsListenerFactory opener,
        IndexSocketPart socket,
        ILogger<DnsPart> logger
    )
    {
        _options = options;
        _factory = factory;
        _opener = opener;
        _socket = socket;
        _logger = logger;
    }

    /// <inheritdoc />
    public IReadOnlyList<AdminRoute> Routes => new DnsPages(() => _server).Routes;

    /// <summary>Makes the server's parts; nothing listens yet.</summary>
    /// <param name="zones">The names that are answered.</param>
    /// <param name="index">The index, and its nodes.</param>
    /// <param name="socket">The socket of the index, by which others know the node's address.</param>
    /// <param name="own">Gets the addresses listened on over TCP, so that no origin leads there.</param>
    public static DnsPart Create(
        DnsPartConfig config,
        DnsZones zones,
        LoopIndex index,
        IndexSocketPart socket,
        OwnListeners own,
        NodeHost host
    )
    {
        var network = new DnsNetwork(
            index,
            index,
            index,
            config.Dns.Probe ? new ResolverProbe(host.Clock, host.Tokens) : new NoProbe(),
            new NoCertificates()
        );
        var events = NodeEvents.OfDns(host.Meters, host.Loggers, host.Clock);
        var factory = new DnsServerFactory(config.Dns, zones, network, host.Tokens, host.Clock, events);
        var opener = new DnsListenerFactory(config, new DnsListenerMetrics(host.Meters), own, host.Clock);
        return new DnsPart(config.Node, factory, opener, socket, host.Loggers.CreateLogger<DnsPart>());
    }

    /// <inheritdoc />
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    /// <exception cref="NodeStartException">The zones cannot be made of what the options say.</exception>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        var addresses = NameServerAddresses.Of(_options.Listen, _socket.AdvertisedAddress, _socket.IsAddressConfigured);
        _server = _factory.Create(addresses);
        foreach (var endPoint in _options.Listen)
        {
            var listener = await _opener.OpenAsync(endPoint, _server.Responder, fault => Log.DnsFault(_logger, fault));
            _listeners.Add(listener);
            Log.DnsListening(_logger, listener.EndPoint);
        }

        _running = _server.RunAsync(_stop.Token);
        return listening.With(_listeners.Select(listener => AddressOf(listener.EndPoint)));
    }

    /// <inheritdoc />
    /// <remarks>Resolvers are given other nodes from now on, while this one still serves.</remarks>
    public Task LeaveAsync() => _server?.RefreshAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        await _running;
        _server?.Dispose();
        _stop.Dispose();
    }

    private static ListenAddress AddressOf(IPEndPoint endPoint) =>
        new("--dns", endPoint)
        {
            Line = $"DNS on {endPoint} (UDP and TCP)",
            Place = 30,
            Service = NodeServices.Dns,
        };

    private static partial class Log
    {
        [LoggerMessage(
            1740,
            LogLevel.Information,
            "Listening for DNS on {EndPoint}.",
            EventName = nameof(DnsListening)
        )]
        public static partial void DnsListening(ILogger logger, IPEndPoint endPoint);

        [LoggerMessage(
            1741,
            LogLevel.Error,
            "Internal error while answering a DNS query.",
            EventName = nameof(DnsFault)
        )]
        public static partial void DnsFault(ILogger logger, Exception fault);
    }
}
