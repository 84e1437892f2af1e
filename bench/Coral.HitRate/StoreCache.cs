using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.HitRate;

/// <summary>The product's memory store.</summary>
internal sealed class StoreCache(long capacityBytes) : ICache
{
    private readonly MemoryStore _store = new(new CacheOptions { MemoryBytes = capacityBytes });

    public bool Request(int id, int bytes)
    {
        var key = Objects.Key(id);
        if (_store.Find(key, FieldList.Empty) is not null)
        {
            return true;
        }

        _store.Put(key, Objects.Response(bytes));
        return false;
    }
}
