using System.Net.Sockets;
using Coral.Caching.Peers;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Peers;

/// <summary>The server that answers other proxies.</summary>
/// <param name="server">The server; the part disposes it.</param>
/// <param name="options">The options that the server has.</param>
/// <param name="own">Gets the address listened on, so that the node does not fetch from itself.</param>
internal sealed class PeersPart(PeerServer server, PeerOptions options, OwnListeners own) : INodePart
{
    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="settings">All options, checked; this part takes the records of its folder.</param>
    /// <param name="membership">The node's membership of its network.</param>
    /// <param name="service">The cache's side that serves peers.</param>
    /// <param name="metrics">The instruments of peers' requests, both ways.</param>
    /// <param name="own">Gets the address listened on, so that the node does not fetch from itself.</param>
    public static PeersPart Create(
        NodeSettings settings,
        PeerMembership membership,
        IPeerService service,
        PeerMetrics metrics,
        OwnListeners own,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        var options = settings.Get<PeerOptions>();
        return new PeersPart(new PeerServer(membership, service, options, metrics, clock, loggers), options, own);
    }

    /// <inheritdoc />
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            const string Option = "--peer (Coral:Peers:Listen)";
            throw ListenDiagnosis.Explain(options.Listen, SocketType.Stream, Option, ex);
        }

        own.Add(server.EndPoint);
        return listening with { Peers = server.EndPoint };
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
