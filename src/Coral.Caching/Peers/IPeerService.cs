using Coral.Caching.Http;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>The service of this proxy for its peers: the far end of <see cref="IPeerNetwork"/>.</summary>
/// <remarks>Safe for concurrent use. Never recursive, except as a relay.</remarks>
public interface IPeerService
{
    /// <summary>Responds from the store, or from a fetch under way; else with the reason why not.</summary>
    /// <param name="request">A request whose seal was validated: it comes from a member of the network.</param>
    /// <param name="cancellationToken">Cancelled when the peer leaves.</param>
    /// <returns>To be disposed when the last byte was sent, or none will be: that frees the upload.</returns>
    Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken);

    /// <summary>The peer that this proxy follows for <paramref name="key"/> now.</summary>
    NodeContact? SourceOf(CacheKey key);
}
