using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching;

/// <summary>
/// The proxy's source of content: the local store, a fetch under way, then the origin, in this order.
/// </summary>
public interface IContentCache
{
    /// <summary>
    /// The hit path: a stored response that may be served as it is, now. No lock, no allocation, no waiting.
    /// </summary>
    /// <returns><see langword="null"/> when the request needs <see cref="GetAsync"/>.</returns>
    StoredResponse? FindFresh(CacheKey key, IFieldSource request);

    /// <summary>
    /// Keeps a coded form of a stored body beside it. See <see cref="ICacheStore.KeepCoded"/>.
    /// </summary>
    bool KeepCoded(CacheKey key, StoredResponse response, ContentCoding coding, StoredBody coded);

    /// <summary>Gets the response from the store, from a fetch under way, or by a fetch of its own.</summary>
    /// <param name="request">The request without conditional fields and <c>Range</c>: those are the proxy's to apply to
    /// the response.</param>
    /// <param name="cancellationToken">Cancelled when this client leaves while it still waits.</param>
    Task<CacheResponse> GetAsync(CacheRequest request, CancellationToken cancellationToken);
}
