using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>Stored responses by primary key, several variants to a key (RFC 9111, sections 3 and 4.1).</summary>
/// <remarks>
/// <para>
/// Safe for concurrent use. A stored response may be gone at any time: a store is bounded, and evicts.
/// <see cref="StoredResponse"/> is immutable, so that a reader keeps what it got even when the entry is evicted.
/// </para>
/// <para>
/// A store may consist of several tiers, of which the upper ones are in memory. <see cref="Find"/> looks at what is
/// in memory, without a lock and without allocation; <see cref="FindAsync"/> looks in every tier. A response that was
/// completed or put can be found by <see cref="Find"/> at once.
/// </para>
/// </remarks>
public interface ICacheStore
{
    /// <summary>The bytes held, as <see cref="StoredResponse.SizeBytes"/> counts them.</summary>
    long SizeBytes { get; }

    /// <summary>The number of stored responses, variants counted singly.</summary>
    int Count { get; }

    /// <summary>
    /// Raised when a response is no longer stored: evicted, replaced, removed or marked stale. Under the store's lock.
    /// </summary>
    event Action<CacheKey, StoredResponse>? Dropped;

    /// <summary>
    /// Finds the response that <paramref name="request"/> selects, fresh or stale, where that needs no waiting; counts
    /// the use.
    /// </summary>
    /// <returns><see langword="null"/> when there is none in memory.</returns>
    StoredResponse? Find(CacheKey key, IFieldSource request);

    /// <summary>As <see cref="Find"/>, in every tier.</summary>
    ValueTask<StoredResponse?> FindAsync(CacheKey key, IFieldSource request, CancellationToken cancellationToken);

    /// <summary>True if any variant of <paramref name="key"/> is stored.</summary>
    bool Holds(CacheKey key);

    /// <summary>True if a tier holds a response of this size; else it is passed on, and not stored.</summary>
    /// <param name="head">The header of the response.</param>
    /// <param name="bodyBytes">The length of its body.</param>
    bool Takes(ResponseHead head, long bodyBytes);

    /// <summary>Begins to store a response whose head has arrived; the body follows.</summary>
    /// <param name="key">The key that it will be found under.</param>
    /// <param name="head">The header of the response.</param>
    /// <param name="length">The length that the source declared, or <see langword="null"/>.</param>
    IStoreWriter OpenWriter(CacheKey key, ReceivedHead head, long? length);

    /// <summary>
    /// Stores a complete response in place of the variant that the same request selects: one that a 304 has refreshed,
    /// whose body the store may hold already.
    /// </summary>
    /// <returns>
    /// <see langword="false"/> when it is larger than the store takes; what was there before is then gone.
    /// </returns>
    bool Put(CacheKey key, StoredResponse response);

    /// <summary>
    /// Keeps a coded form of a stored body beside it, for as long as that is stored; it counts as the response does.
    /// </summary>
    /// <returns>
    /// <see langword="false"/> when the body is no longer stored, or has this form, or there is no room.
    /// </returns>
    bool KeepCoded(CacheKey key, StoredResponse response, ContentCoding coding, StoredBody coded);

    /// <summary>Removes every variant of <paramref name="key"/>; those that still arrive are kept.</summary>
    /// <returns><see langword="true"/> when there was any.</returns>
    bool Remove(CacheKey key);

    /// <summary>Removes every response of <paramref name="scope"/>, those that still arrive included.</summary>
    /// <returns>The number of stored responses removed.</returns>
    ValueTask<int> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken);

    /// <summary>Makes every response of <paramref name="scope"/> stale, those that still arrive included.</summary>
    /// <remarks>
    /// They are validated before their next use, and may be served while that goes on or fails, as any stale response.
    /// </remarks>
    /// <param name="scope">The set of responses to act on.</param>
    /// <param name="moment">The moment from which they are stale, usually the present.</param>
    /// <param name="cancellationToken">Ends the wait for a disk.</param>
    /// <returns>The number of stored responses that were fresh at that moment.</returns>
    ValueTask<int> MarkStaleAsync(PurgeScope scope, DateTimeOffset moment, CancellationToken cancellationToken);
}
