using Coral.Caching.Peers;
using Coral.Node.Hosting;
using Coral.Proxy.Peers;

namespace Coral.Node.Peers;

/// <summary>The client that asks other proxies, and its connections to them.</summary>
/// <param name="client">The client; the part disposes it.</param>
internal sealed class PeerNetworkPart(PeerClient client) : INodePart
{
    /// <summary>The way to other proxies.</summary>
    public IPeerNetwork Network => client;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => client.DisposeAsync();
}
