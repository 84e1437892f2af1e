using System.Net;
using System.Text;
using Coral.Proxy.Hosting;
using Coral.Proxy.Pipeline;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy;

/// <summary>The HTTP server that clients talk to. Several may live in one process.</summary>
/// <remarks>Starts once, stops once.</remarks>
public sealed partial class ProxyServer : IAsyncDisposable
{
    private readonly IReadOnlyList<ProxyListener> _listeners;
    private readonly TimeSpan _drainTimeout;
    private readonly ILogger _logger;
    private readonly KestrelWithoutHost _server;
    private readonly ConnectionTable _connections;
    private readonly RequestPipeline _pipeline;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="listeners">The endpoints to bind, each with its protocol.</param>
    /// <param name="content">The cache to serve from, with its metrics and access log.</param>
    /// <param name="options">The limits on connections, headers and rates.</param>
    /// <param name="clock">The clock for ages and time limits.</param>
    /// <param name="loggers">The factory of loggers, Kestrel's included.</param>
    public ProxyServer(
        IReadOnlyList<ProxyListener> listeners,
        ProxyContent content,
        ProxyOptions options,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        _listeners = listeners;
        _drainTimeout = options.DrainTimeout;
        _logger = loggers.CreateLogger<ProxyServer>();
        _connections = new ConnectionTable(ProxyLimits.Connections(options), clock);
        content.Metrics.Observe(_connections);
        if (content.AccessLog is { } accessLog)
        {
            content.Metrics.Observe(accessLog);
        }

        _pipeline = new RequestPipeline(
            content.Cache,
            content.Names,
            new RequestPolicy(
                content.Names,
                new LoopDetector(content.NetworkId),
                options.MaxRequestLineBytes,
                content.SendsBack
            ),
            new RequestJournal(content.Metrics, content.AccessLog, clock, _logger),
            new PipelineConfig(options.Compress, options.HalfClosedPatience),
            clock
        );
        _server = new KestrelWithoutHost(
            [.. listeners.Select(listener => new KestrelListener(listener.EndPoint, to => Configure(to, listener)))],
            _connections,
            kestrel => Configure(kestrel, options),
            transport => transport.UnsafePreferInlineScheduling = true,
            clock,
            loggers
        );
    }

    /// <summary>
    /// The endpoints of the server, in the order of its listeners, with the ports that it got. Empty before the start.
    /// </summary>
    public IReadOnlyList<ProxyListener> Bound { get; private set; } = [];

    /// <summary>The share of <see cref="ProxyOptions.MaxConnections"/> that is taken. Any thread.</summary>
    public double ConnectionsUsed => _connections.Used;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_pipeline, cancellationToken);
        Bound = [.. _listeners.Zip(_server.EndPoints, (listener, bound) => listener with { EndPoint = bound })];
        foreach (var listener in Bound)
        {
            Log.Listening(_logger, listener.Kind, listener.EndPoint);
        }
    }

    /// <summary>
    /// Stops: no new connection; running responses get <see cref="ProxyOptions.DrainTimeout"/>, then are aborted.
    /// </summary>
    /// <param name="cancellationToken">Aborts them at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var isCut = await _server.StopAsync(_drainTimeout, cancellationToken);
        Log.Stopped(_logger, isCut);
    }

    /// <summary>Stops at once, when it was not stopped before.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, ProxyOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        ProxyLimits.Apply(options, kestrel.Limits);
    }

    private static void Configure(ListenOptions listen, ProxyListener listener)
    {
        listen.Protocols = listener.Kind == ListenerKind.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
        if (listener.Kind == ListenerKind.Http)
        {
            listen.Use(HalfClosing.Before);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1553,
            LogLevel.Information,
            "Listening for {Kind} on {EndPoint}.",
            EventName = nameof(Listening)
        )]
        public static partial void Listening(ILogger logger, ListenerKind kind, IPEndPoint endPoint);

        [LoggerMessage(
            1554,
            LogLevel.Information,
            "Stopped serving (responses aborted: {Aborted}).",
            EventName = nameof(Stopped)
        )]
        public static partial void Stopped(ILogger logger, bool aborted);
    }
}
