using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>The cache of one node: the store, one fetch per object, and the origin last.</summary>
/// <remarks>Safe for concurrent use. <see cref="CacheComposer"/> makes it, alone or among others.</remarks>
public sealed class ContentCache : IContentCache
{
    /// <summary>The most fetches that a request follows whose responses turn out to be other variants.</summary>
    private const int MaxRounds = 3;

    private readonly ICacheStore _store;
    private readonly FetchCoordinator _coordinator;
    private readonly MissFetcher _misses;
    private readonly CacheResponseFactory _responses;
    private readonly IPointerPublisher _pointers;
    private readonly TimeProvider _clock;

    /// <summary>Creates a cache of what it consists of.</summary>
    /// <param name="store">The store of complete responses.</param>
    /// <param name="coordinator">The fetches under way that others can join.</param>
    /// <param name="misses">The way to what the store does not have.</param>
    /// <param name="responses">Makes the responses to clients.</param>
    /// <param name="pointers">The pointers to what the store holds.</param>
    internal ContentCache(
        ICacheStore store,
        FetchCoordinator coordinator,
        MissFetcher misses,
        CacheResponseFactory responses,
        IPointerPublisher pointers,
        TimeProvider clock
    )
    {
        (_store, _coordinator, _misses) = (store, coordinator, misses);
        (_responses, _pointers, _clock) = (responses, pointers, clock);
    }

    /// <summary>The share of <see cref="CacheOptions.TransferBytes"/> that is taken.</summary>
    public double TransfersUsed => _coordinator.Budget.Used;

    /// <summary>
    /// Withdraws this node's pointers from the index: before the node stops, while the index still runs.
    /// </summary>
    /// <remarks>Within <see cref="CooperationOptions.LeaveTime"/>; never throws for what the index does.</remarks>
    /// <param name="cancellationToken">Ends the withdrawal early.</param>
    public Task LeaveAsync(CancellationToken cancellationToken) => _pointers.LeaveAsync(cancellationToken);

    /// <summary>
    /// The keys being fetched, and the memory that transfers hold, for tests: both are nothing at rest.
    /// </summary>
    internal (int Keys, long Bytes) UnderWay => (_coordinator.Count, _coordinator.Budget.TakenBytes);

    /// <summary>The lessons of earlier fetches, for the tests of their bounds.</summary>
    internal FetchHistory History => _coordinator.History;

    /// <summary>Completes when no key has a fetch under way.</summary>
    internal Task IdleAsync() => _coordinator.IdleAsync();

    /// <inheritdoc />
    public StoredResponse? FindFresh(CacheKey key, IFieldSource request)
    {
        var stored = _store.Find(key, request);
        var now = _clock.GetUtcNow();
        if (stored?.IsFresh(now) != true)
        {
            return null;
        }

        if (stored.IsPointerDue(now))
        {
            _pointers.Used(key, stored);
        }

        _responses.CountHit();
        return stored;
    }

    /// <inheritdoc />
    public bool KeepCoded(CacheKey key, StoredResponse response, ContentCoding coding, StoredBody coded) =>
        _store.KeepCoded(key, response, coding, coded);

    /// <inheritdoc />
    /// <remarks>
    /// <list type="number">
    /// <item>Stored and fresh: served.</item>
    /// <item>Stale, but good enough while one request revalidates it: served, and revalidated in the
    /// background.</item>
    /// <item>Known not to be shareable: fetched alone, under the origin's concurrency limit. A HEAD whose header was
    /// kept is answered from that.</item>
    /// <item>On its way, or to be fetched: followed. The origin failed a moment ago: stale copy or failure, at
    /// once.</item>
    /// <item>The header is that of another variant, since it varies on a field that was not sent, or was another
    /// client's: from the start, now that <c>Vary</c> is known.</item>
    /// <item>The header shows that it is not for others: fetched alone, under the origin's concurrency limit.</item>
    /// </list>
    /// With <c>only-if-cached</c> nothing is fetched: what is neither stored nor on its way is a 504 (section
    /// 5.2.1.7).
    /// </remarks>
    public async Task<CacheResponse> GetAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var round = 1; ; round++)
        {
            // 1. A fresh stored response.
            var now = _clock.GetUtcNow();
            var stored = await _store.FindAsync(request.Key, request.Fields, cancellationToken);
            if (stored?.IsFresh(now) == true)
            {
                return _responses.Hit(stored);
            }

            // 2. A stale one that may be served while it is revalidated.
            if (stored is not null && Staleness.MayServeWhileRevalidating(stored, now))
            {
                _ = _misses.RevalidateAsync(request with { IsHead = false, Interim = null }, stored);
                return _responses.Hit(stored);
            }

            // 3. to 6. A fetch.
            var miss = new CacheMiss(request, stored, ReasonToForward(request.Key, stored));
            if (await _misses.TryFetchAsync(miss, round > MaxRounds, cancellationToken) is { } response)
            {
                return response;
            }
        }
    }

    private string ReasonToForward(CacheKey key, StoredResponse? stored) =>
        stored is not null ? "stale"
        : _store.Holds(key) ? "vary-miss"
        : "uri-miss";
}
