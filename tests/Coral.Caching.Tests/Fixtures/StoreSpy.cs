using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>A store that lets a test act between a look-up and its answer, and before a response is put.</summary>
internal sealed class StoreSpy(MemoryStore store) : ICacheStore
{
    public Action<CacheKey>? AfterFind { get; set; }

    public Action<CacheKey>? BeforePut { get; set; }

    public Action<CacheKey, StoredResponse>? Dropped
    {
        get => store.Dropped;
        set => store.Dropped = value;
    }

    public long SizeBytes => store.SizeBytes;

    public int Count => store.Count;

    public StoredResponse? Find(CacheKey key, IFieldSource request)
    {
        var found = store.Find(key, request);
        AfterFind?.Invoke(key);
        return found;
    }

    public bool Holds(CacheKey key) => store.Holds(key);

    public bool Put(CacheKey key, StoredResponse response)
    {
        BeforePut?.Invoke(key);
        return store.Put(key, response);
    }

    public bool Remove(CacheKey key) => store.Remove(key);
}
