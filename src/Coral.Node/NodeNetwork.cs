using Coral.Caching.Peers;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Proxy.Origin;

namespace Coral.Node;

/// <summary>How a node reaches others; by default with this machine's resolver and sockets.</summary>
/// <remarks>The lab puts its emulated wide area here, tests put their tables of names.</remarks>
public sealed record NodeNetwork
{
    /// <summary>How the names of origins are resolved.</summary>
    public IHostResolver Resolver { get; init; } = new SystemHostResolver();

    /// <summary>How connections to origins and to peers are opened.</summary>
    public ISocketConnector Connector { get; init; } = new SocketConnector();

    /// <summary>
    /// What stands between the index and its socket: gets the bound socket, which it owns from then on.
    /// </summary>
    public Func<IDatagramTransport, IDatagramTransport> Datagrams { get; init; } = socket => socket;

    /// <summary>A listener to the index's events, beside metrics and log; called on the index's loop.</summary>
    public IIndexEvents? IndexEvents { get; init; }

    /// <summary>What stands between peers and what this node answers them: for tests of members that lie.</summary>
    public Func<IPeerService, IPeerService> Answers { get; init; } = service => service;
}
