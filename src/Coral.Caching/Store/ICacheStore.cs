using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>Complete responses by primary key, several variants to a key (RFC 9111, sections 3 and 4.1).</summary>
/// <remarks>
/// Safe for concurrent use. Whatever was put may be gone at any time: a store is bounded, and evicts. A look-up takes
/// no lock and allocates nothing. <see cref="StoredResponse"/> is immutable, so that a reader keeps what it got even
/// when the entry is evicted meanwhile.
/// </remarks>
public interface ICacheStore
{
    /// <summary>The bytes held, as <see cref="StoredResponse.SizeBytes"/> counts them.</summary>
    long SizeBytes { get; }

    /// <summary>The number of stored responses, variants counted singly.</summary>
    int Count { get; }

    /// <summary>
    /// A response is no longer stored: evicted, replaced or removed. Told under the store's lock: do little.
    /// </summary>
    Action<CacheKey, StoredResponse>? Dropped { get; set; }

    /// <summary>
    /// Finds the response that <paramref name="request"/> selects, fresh or stale, and counts the use.
    /// </summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    StoredResponse? Find(CacheKey key, IFieldSource request);

    /// <summary>Whether any variant of <paramref name="key"/> is stored.</summary>
    bool Holds(CacheKey key);

    /// <summary>Stores <paramref name="response"/>, in place of the variant that the same request selects.</summary>
    /// <returns>
    /// <see langword="false"/> when it is larger than the store takes; what was there before is then gone.
    /// </returns>
    bool Put(CacheKey key, StoredResponse response);

    /// <summary>Forgets every variant of <paramref name="key"/>.</summary>
    /// <returns>Whether there was any.</returns>
    bool Remove(CacheKey key);
}
