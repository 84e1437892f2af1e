using Coral.Caching.Peers;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Connections;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Peers;

/// <summary>The client that asks other proxies, and its connections to them.</summary>
/// <param name="client">The client; the part disposes it.</param>
internal sealed class PeerNetworkPart(PeerClient client) : INodePart
{
    /// <summary>The way to other proxies.</summary>
    public IPeerNetwork Network => client;

    /// <summary>Creates the client; it connects with its first request.</summary>
    /// <param name="maxObjectBytes">The largest body that is taken from a peer.</param>
    /// <param name="membership">The node's membership of its network.</param>
    /// <param name="metrics">The instruments of peers' requests, both ways.</param>
    public static PeerNetworkPart Create(
        NodeSettings settings,
        long maxObjectBytes,
        PeerMembership membership,
        ISocketConnector connector,
        PeerMetrics metrics,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        var connections = new PeerConnectionPool(settings.Get<PeerOptions>(), connector, metrics, clock);
        var logger = loggers.CreateLogger<PeerClient>();
        return new PeerNetworkPart(new PeerClient(membership, connections, maxObjectBytes, metrics, clock, logger));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => client.DisposeAsync();
}
