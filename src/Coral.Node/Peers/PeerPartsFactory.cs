using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Connections;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Peers;

/// <summary>Makes the two parts that talk to other proxies: the client and the server.</summary>
internal sealed class PeerPartsFactory
{
    private readonly PeerOptions _options;
    private readonly NodeHost _host;
    private readonly PeerMembership _membership;
    private readonly PeerMetrics _metrics;

    /// <summary>Takes what both parts have in common.</summary>
    /// <param name="data">The keys of the node's network.</param>
    /// <param name="isLoopbackOnly">The network is this machine's own.</param>
    /// <param name="self">The node as others reach it.</param>
    public PeerPartsFactory(
        PeerOptions options,
        NodeData data,
        bool isLoopbackOnly,
        Func<NodeContact> self,
        NodeHost host
    )
    {
        _options = options;
        _host = host;
        _membership = new PeerMembership(self, data.Network?.Keys ?? [], isLoopbackOnly);
        _metrics = new PeerMetrics(host.Meters);
    }

    /// <summary>Makes the client; it connects with its first request.</summary>
    /// <param name="maxObjectBytes">The largest body that is taken from a peer.</param>
    public PeerNetworkPart CreateNetwork(long maxObjectBytes)
    {
        var connections = new PeerConnectionPool(_options, _host.Network.Connector, _metrics, _host.Clock);
        var logger = _host.Loggers.CreateLogger<PeerClient>();
        return new PeerNetworkPart(
            new PeerClient(_membership, connections, maxObjectBytes, _metrics, _host.Clock, logger)
        );
    }

    /// <summary>Makes the server; nothing listens yet.</summary>
    /// <param name="service">The cache's side that serves peers.</param>
    /// <param name="own">Gets the address listened on, so that the node does not fetch from itself.</param>
    public PeersPart CreateServer(IPeerService service, OwnListeners own)
    {
        var wrapped = _host.Network.WrapPeerService(service);
        var server = new PeerServer(_membership, wrapped, _options, _metrics, _host.Clock, _host.Loggers);
        return new PeersPart(server, _options, own);
    }
}
