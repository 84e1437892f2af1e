using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Publishing;

/// <summary>The upkeep of what the index says of this cache. Safe for concurrent use.</summary>
internal interface IPointerPublisher
{
    /// <summary>
    /// A stored response is used whose pointer is due (<see cref="StoredResponse.PointerDue"/>): it is put again.
    /// </summary>
    void Used(CacheKey url, StoredResponse stored);

    /// <summary>Takes all pointers back, within a time limit.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);
}
