using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Proxy.Origin;

namespace Coral.Node.Hosting;

/// <summary>The way from a node to others; by default this machine's resolver and sockets.</summary>
/// <remarks>The lab puts its emulated wide area here, tests put their tables of names.</remarks>
public sealed record NodeNetwork
{
    /// <summary>Resolves the names of origins.</summary>
    public IHostResolver Resolver { get; init; } = new SystemHostResolver();

    /// <summary>Opens connections to origins and to peers.</summary>
    public ISocketConnector Connector { get; init; } = new SocketConnector();

    /// <summary>
    /// Puts something between the index and its bound socket, which it owns from then on.
    /// </summary>
    public Func<IDatagramTransport, IDatagramTransport> Datagrams { get; init; } = socket => socket;

    /// <summary>A listener to the index's events, beside metrics and log; called on the index's loop.</summary>
    public IIndexEvents? IndexEvents { get; init; }

    /// <summary>A listener to the cache's events, beside metrics and log. Any thread.</summary>
    public ICacheEvents? CacheEvents { get; init; }

    /// <summary>Puts something between peers and this node's responses: for tests of members that lie.</summary>
    public Func<IPeerService, IPeerService> WrapPeerService { get; init; } = service => service;
}
