using System.Collections.Concurrent;
using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A cache that holds what a test puts there, and answers the rest as the test says.</summary>
internal sealed class FakeContentCache : IContentCache
{
    /// <summary>What is fresh, by key.</summary>
    public ConcurrentDictionary<CacheKey, StoredResponse> Fresh { get; } = new();

    /// <summary>What went past the fresh responses, in order.</summary>
    public ConcurrentQueue<CacheRequest> Requests { get; } = new();

    /// <summary>How those are answered.</summary>
    public Func<CacheRequest, CancellationToken, Task<CacheResponse>> Respond { get; set; } =
        (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Of(200, "fetched"));

    public StoredResponse? FindFresh(CacheKey key, IFieldSource request) => Fresh.GetValueOrDefault(key);

    /// <summary>Keeps the form whatever else is stored, as a store with room enough does.</summary>
    public bool KeepCoded(CacheKey key, StoredResponse response, ContentCoding coding, StoredBody coded)
    {
        KeptCoded.Enqueue((key, coding, coded));
        return new MemoryStore(new CacheOptions()) is var store
            && store.Put(key, response)
            && store.KeepCoded(key, response, coding, coded);
    }

    /// <summary>The coded forms that were kept, in order.</summary>
    public ConcurrentQueue<(CacheKey Key, ContentCoding Coding, StoredBody Body)> KeptCoded { get; } = new();

    public Task<CacheResponse> GetAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Respond(request, cancellationToken);
    }
}
