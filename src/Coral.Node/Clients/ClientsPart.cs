using System.Net;
using System.Net.Sockets;
using Coral.Caching;
using Coral.Core.Index;
using Coral.Node.Hosting;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Pipeline;

namespace Coral.Node.Clients;

/// <summary>The HTTP server that clients talk to.</summary>
internal sealed class ClientsPart : INodePart
{
    private const string HttpFlag = "--http";
    private const string Http2Flag = "--http2";

    private readonly IReadOnlyList<ProxyListener> _listeners;
    private readonly ProxyServer _server;
    private readonly OwnListeners _own;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="server">The server; the part disposes it.</param>
    /// <param name="listeners">The addresses that it is to listen on.</param>
    /// <param name="own">Gets the addresses listened on, so that the node does not fetch from itself.</param>
    public ClientsPart(ProxyServer server, IReadOnlyList<ProxyListener> listeners, OwnListeners own)
    {
        _server = server;
        _listeners = listeners;
        _own = own;
    }

    /// <summary>The share of the limit on clients' connections that is taken. Any thread.</summary>
    public double ConnectionsUsed => _server.ConnectionsUsed;

    /// <inheritdoc />
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            throw ListenDiagnosis.Explain(_listeners.Select(listener => (listener.EndPoint, OptionOf(listener))), ex);
        }

        foreach (var listener in _server.Bound)
        {
            _own.Add(listener.EndPoint);
        }

        return listening.With(_server.Bound.Select(AddressOf));
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Makes the server; nothing listens yet.</summary>
    /// <param name="cache">The cache to serve from.</param>
    /// <param name="log">The log of requests; <see langword="null"/> when it is off.</param>
    /// <param name="own">Gets the addresses listened on, so that the node does not fetch from itself.</param>
    public static ClientsPart Create(
        ClientsPartConfig config,
        IContentCache cache,
        AccessLog? log,
        OwnListeners own,
        NodeHost host
    )
    {
        IReadOnlyList<ProxyListener> listeners =
        [
            .. config.Listen.Http.Select(endPoint => new ProxyListener(endPoint, ListenerKind.Http)),
            .. Optional(config.Listen.Http2).Select(endPoint => new ProxyListener(endPoint, ListenerKind.Http2)),
        ];
        var metrics = new ProxyMetrics(host.Meters);
        var content = new ProxyContent(cache, config.Names, config.NetworkId, metrics, log)
        {
            SendsBack = config.SendsBack,
        };
        var server = new ProxyServer(listeners, content, config.Limits, host.Clock, host.Loggers);
        return new ClientsPart(server, listeners, own);
    }

    private static IEnumerable<IPEndPoint> Optional(IPEndPoint? endPoint) => endPoint is null ? [] : [endPoint];

    private static string OptionOf(ProxyListener listener) =>
        listener.Kind == ListenerKind.Http2 ? $"{Http2Flag} (Coral:Http2)" : $"{HttpFlag} (Coral:Http)";

    private static ListenAddress AddressOf(ProxyListener listener) =>
        listener.Kind == ListenerKind.Http2
            ? new(Http2Flag, listener.EndPoint)
            {
                Line = $"Listening on http://{listener.EndPoint} (HTTP/2 without TLS)",
                Place = 20,
            }
            : new(HttpFlag, listener.EndPoint)
            {
                Line = $"Listening on http://{listener.EndPoint}",
                Place = 10,
                Service = NodeServices.Http,
            };
}
