using Coral.Caching.Http;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>The way to other proxies: HTTP/2 in the proxy, modelled in the simulator.</summary>
/// <remarks>Never throws for what a peer or the network does: that comes back as a value.</remarks>
public interface IPeerNetwork
{
    /// <summary>Makes sure that there is a connection to <paramref name="peer"/>.</summary>
    /// <returns><see langword="false"/> when it cannot be reached within the time limit.</returns>
    ValueTask<bool> ConnectAsync(NodeContact peer, CancellationToken cancellationToken);

    /// <summary>Asks for what <paramref name="peer"/> stores or is fetching, and waits for its header.</summary>
    /// <remarks>
    /// Waits for as long as the peer is alive, however slow its own source: dead is a lost connection, or no frame for
    /// 3 s, answers to keep-alive pings included.
    /// </remarks>
    /// <param name="peer">The peer that the request is sent to.</param>
    /// <param name="request">The request, which names this node as the requester.</param>
    /// <param name="cancellationToken">Ends the request; then, and only then, throws <see
    /// cref="OperationCanceledException"/>.</param>
    Task<PeerResponse<IOriginBody>> RequestAsync(
        NodeContact peer,
        PeerRequest request,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Requests the contact of the peer that <paramref name="peer"/> itself follows for <paramref name="key"/>.
    /// </summary>
    /// <returns><see langword="null"/> when it follows nobody, or does not respond.</returns>
    ValueTask<NodeContact?> SourceOfAsync(NodeContact peer, CacheKey key, CancellationToken cancellationToken);
}
