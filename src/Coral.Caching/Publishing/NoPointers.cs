using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Publishing;

/// <summary>The pointers of a cache without a network: none.</summary>
internal sealed class NoPointers : IPointerPublisher
{
    /// <inheritdoc />
    public void Used(CacheKey url, StoredResponse stored) { }

    /// <inheritdoc />
    public Task LeaveAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
