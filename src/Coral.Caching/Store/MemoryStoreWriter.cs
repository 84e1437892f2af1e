using Coral.Caching.Http;
using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>A response on its way into a <see cref="MemoryStore"/>.</summary>
internal sealed class MemoryStoreWriter(MemoryStore store, CacheKey key, ReceivedHead head, long? length) : IStoreWriter
{
    private readonly MemoryBuffer _buffer = new(length);

    public CacheKey Key => key;

    public ReceivedHead Head => head;

    /// <summary>True if a purge concerned it while it arrived. Under the store's lock.</summary>
    public bool IsPurged { get; set; }

    /// <summary>The moment from which it is stale by a purge's word. Under the store's lock.</summary>
    public DateTimeOffset? StaleFrom { get; set; }

    public IBodyBuffer Body => _buffer;

    public ValueTask<StoredResponse?> CompleteAsync(ContentDigests? digests)
    {
        var response = head.ToStored(_buffer.ToStoredBody(), digests);
        return ValueTask.FromResult(store.Complete(this, response));
    }

    public void Dispose() => store.Close(this);
}
