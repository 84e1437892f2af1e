using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>A store that lets a test act between a look-up and its answer, and before a response is put.</summary>
internal sealed class StoreSpy(MemoryStore store) : ICacheStore
{
    public Action<CacheKey>? AfterFind { get; set; }

    public Action<CacheKey>? BeforePut { get; set; }

    public event Action<CacheKey, StoredResponse>? Dropped
    {
        add => store.Dropped += value;
        remove => store.Dropped -= value;
    }

    public long SizeBytes => store.SizeBytes;

    public int Count => store.Count;

    public bool Takes(ResponseHead head, long bodyBytes) => store.Takes(head, bodyBytes);

    public StoredResponse? Find(CacheKey key, IFieldSource request)
    {
        var found = store.Find(key, request);
        AfterFind?.Invoke(key);
        return found;
    }

    public ValueTask<StoredResponse?> FindAsync(
        CacheKey key,
        IFieldSource request,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult(Find(key, request));

    public bool Holds(CacheKey key) => store.Holds(key);

    public bool Put(CacheKey key, StoredResponse response)
    {
        BeforePut?.Invoke(key);
        return store.Put(key, response);
    }

    public IStoreWriter OpenWriter(CacheKey key, ReceivedHead head, long? length) =>
        new Writer(this, key, store.OpenWriter(key, head, length));

    public bool KeepCoded(CacheKey key, StoredResponse response, ContentCoding coding, StoredBody coded) =>
        store.KeepCoded(key, response, coding, coded);

    public bool Remove(CacheKey key) => store.Remove(key);

    public ValueTask<int> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken) =>
        store.PurgeAsync(scope, cancellationToken);

    public ValueTask<int> MarkStaleAsync(
        PurgeScope scope,
        DateTimeOffset moment,
        CancellationToken cancellationToken
    ) => store.MarkStaleAsync(scope, moment, cancellationToken);

    private sealed class Writer(StoreSpy spy, CacheKey key, IStoreWriter inner) : IStoreWriter
    {
        public IBodyBuffer Body => inner.Body;

        public ValueTask<StoredResponse?> CompleteAsync(ContentDigests? digests)
        {
            spy.BeforePut?.Invoke(key);
            return inner.CompleteAsync(digests);
        }

        public void Dispose() => inner.Dispose();
    }
}
