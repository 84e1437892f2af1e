using System.Net;
using System.Net.Sockets;
using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Node.Identity;
using Coral.Proxy.Peers;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Peers;

/// <summary>The node among other proxies: the client that asks them, and the server that answers them.</summary>
/// <remarks>Starts once, stops once.</remarks>
internal sealed class PeerHost : IAsyncDisposable
{
    private readonly PeerMembership _membership;
    private readonly PeerMetrics _metrics;
    private readonly PeerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _loggers;
    private readonly PeerClient _client;
    private readonly Func<IPeerService, IPeerService> _answers;
    private PeerServer? _server;

    /// <summary>Creates the client's side; nothing connects yet.</summary>
    /// <param name="settings">Checked options, the index's among them.</param>
    /// <param name="installation">Whose keys prove us.</param>
    /// <param name="self">How others reach us, once the node has started.</param>
    /// <param name="tools">Time, meters, logs and the way out.</param>
    public PeerHost(NodeSettings settings, Installation installation, Func<NodeContact> self, NodeTools tools)
    {
        _options = settings.Peers;
        (_clock, _loggers) = (tools.Clock, tools.Loggers);
        _membership = new PeerMembership(
            self,
            installation.Network?.Keys ?? [],
            settings.Index?.Node.IsLoopbackOnly ?? true
        );
        _answers = tools.Network.Answers;
        _metrics = new PeerMetrics(tools.Meters);
        _client = new PeerClient(
            _membership,
            _options,
            settings.Origin.MaxObjectBytes,
            tools.Network.Connector,
            _metrics,
            _clock,
            _loggers.CreateLogger<PeerClient>()
        );
    }

    /// <summary>The way to other proxies.</summary>
    public IPeerNetwork Network => _client;

    /// <summary>Where peers are answered, with the port that it got. After the start.</summary>
    public IPEndPoint EndPoint => _server!.EndPoint;

    /// <summary>Listens, and answers peers from <paramref name="service"/>.</summary>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task StartAsync(IPeerService service, CancellationToken cancellationToken)
    {
        _server = new PeerServer(_membership, _answers(service), _options, _metrics, _clock, _loggers);
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            const string Option = "--peer (Coral:Peers:Listen)";
            throw new ListenException(ListenProbe.Describe(_options.Listen, SocketType.Stream, Option, ex), ex);
        }
    }

    /// <summary>Takes no more questions, and lets running answers end.</summary>
    /// <param name="cancellationToken">Aborts them at once.</param>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _client.DisposeAsync();
    }
}
