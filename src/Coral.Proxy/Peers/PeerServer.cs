using System.Net;
using System.Text;
using Coral.Caching.Peers;
using Coral.Proxy.Hosting;
using Coral.Proxy.Peers.Wire;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Peers;

/// <summary>The server that other proxies of the network talk to: HTTP/2 without TLS, by prior knowledge.</summary>
/// <remarks>Starts once, stops once. Only members of the network get responses.</remarks>
public sealed partial class PeerServer : IAsyncDisposable
{
    private readonly TimeSpan _drainTimeout;
    private readonly ILogger _logger;
    private readonly KestrelWithoutHost _server;
    private readonly PeerPipeline _pipeline;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="membership">The identity of this node, and the keys of the network.</param>
    /// <param name="service">The service that responds to peers.</param>
    /// <param name="options">The endpoint to bind, and the limits.</param>
    /// <param name="metrics">The counters of responses and refusals.</param>
    /// <param name="clock">The clock for the age of seals and for time limits.</param>
    /// <param name="loggers">The factory of loggers, Kestrel's included.</param>
    public PeerServer(
        PeerMembership membership,
        IPeerService service,
        PeerOptions options,
        PeerMetrics metrics,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        ArgumentNullException.ThrowIfNull(membership);
        ArgumentNullException.ThrowIfNull(options);
        _drainTimeout = options.DrainTimeout;
        _logger = loggers.CreateLogger<PeerServer>();
        var seal = new PeerSeal(membership.Keys);
        _pipeline = new PeerPipeline(
            new PeerRequestReader(seal, membership.IsLoopbackOnly),
            service,
            new PeerResponseWriter(membership, seal),
            metrics,
            clock,
            _logger
        );
        _server = new KestrelWithoutHost(
            [new KestrelListener(options.Listen, listen => listen.Protocols = HttpProtocols.Http2)],
            new ConnectionTable(PeerLimits.Connections(options), clock),
            kestrel => Configure(kestrel, options),
            transport => transport.UnsafePreferInlineScheduling = true,
            clock,
            loggers
        );
    }

    /// <summary>The endpoint of the server, with the port that it was given. After the start.</summary>
    public IPEndPoint EndPoint => _server.EndPoints[0];

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The address is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_pipeline, cancellationToken);
        Log.PeersListening(_logger, EndPoint);
    }

    /// <summary>
    /// Stops: no new connection; running responses get <see cref="PeerOptions.DrainTimeout"/>, then are aborted.
    /// </summary>
    /// <param name="cancellationToken">Aborts them at once.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(_drainTimeout, cancellationToken);

    /// <summary>Stops at once, when it was not stopped before.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, PeerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        PeerLimits.Apply(options, kestrel.Limits);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1510,
            LogLevel.Information,
            "Listening for peers on {EndPoint}.",
            EventName = nameof(PeersListening)
        )]
        public static partial void PeersListening(ILogger logger, IPEndPoint endPoint);
    }
}
