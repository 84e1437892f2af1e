using System.Net;
using System.Net.Sockets;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Proxy;
using Coral.Proxy.Origin;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Clients;

/// <summary>The HTTP server that clients talk to.</summary>
internal sealed class ClientsPart : INodePart
{
    private readonly IReadOnlyList<ProxyListener> _listeners;
    private readonly ProxyServer _server;
    private readonly OwnListeners _own;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="settings">All options, checked; this part takes the records of its folder.</param>
    /// <param name="content">The content to serve.</param>
    /// <param name="own">Gets the addresses listened on, so that the node does not fetch from itself.</param>
    public ClientsPart(
        NodeSettings settings,
        ProxyContent content,
        OwnListeners own,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        var listen = settings.Get<ListenerOptions>();
        _listeners =
        [
            .. listen.Http.Select(endPoint => new ProxyListener(endPoint, ListenerKind.Http)),
            .. Optional(listen.Http2).Select(endPoint => new ProxyListener(endPoint, ListenerKind.Http2)),
        ];
        _own = own;
        _server = new ProxyServer(_listeners, content, settings.Get<ProxyOptions>(), clock, loggers);
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

        return listening with
        {
            Http = _server.Bound,
        };
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static IEnumerable<IPEndPoint> Optional(IPEndPoint? endPoint) => endPoint is null ? [] : [endPoint];

    private static string OptionOf(ProxyListener listener) =>
        listener.Kind == ListenerKind.Http2 ? "--http2 (Coral:Http2)" : "--http (Coral:Http)";
}
