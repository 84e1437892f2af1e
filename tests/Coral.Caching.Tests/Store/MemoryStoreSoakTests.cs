using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

public sealed class MemoryStoreSoakTests
{
    private const int Threads = 4;
    private const int StepsPerThread = 50_000;

    [Fact(Timeout = 60_000)]
    public async Task Structure_AfterThreadsHaveReadWrittenAndRemoved_IsSound()
    {
        var store = new MemoryStore(new CacheOptions { MemoryBytes = 1 << 20, VariantsPerUrl = 3 });
        var bodies = Enumerable.Range(0, 8).Select(i => StoredBody.Of(Content.Bytes(i * 700))).ToArray();
        await Task.WhenAll(Enumerable.Range(1, Threads).Select(seed => Task.Run(() => Work(store, bodies, seed))));

        StoreStructure.Check(store);
        Assert.True(store.SizeBytes <= 1 << 20);
        Assert.True(store.Evictions > 1000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_WhileNewVersionsAreStored_AlwaysFindsOne()
    {
        var store = new MemoryStore(new CacheOptions());
        var key = new CacheKey("http://www.x.com", "/");
        store.Put(key, Content.Stored(10));
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                store.Put(key, Content.Stored(10));
            }
        });

        while (!writing.IsCompleted)
        {
            Assert.NotNull(store.Find(key, FieldList.Empty));
        }

        await writing;
    }

    private static void Work(MemoryStore store, StoredBody[] bodies, int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < StepsPerThread; step++)
        {
            var key = new CacheKey("http://www.x.com", $"/{random.Next(1, 1000) * random.Next(1, 1000) / 1000}");
            var language = $"l{random.Next(5)}";
            var request = FieldList.Of(("Accept-Language", language));
            if (random.Next(100) == 0)
            {
                store.Remove(key);
            }
            else if (store.Find(key, request) is not { } found)
            {
                store.Put(key, Response(bodies[random.Next(bodies.Length)], request, vary: random.Next(10) > 0));
            }
            else if (random.Next(50) == 0)
            {
                store.Put(key, found);
            }
        }
    }

    private static StoredResponse Response(StoredBody body, FieldList request, bool vary)
    {
        var head = new ResponseHead(200, vary ? FieldList.Of(("Vary", "Accept-Language")) : FieldList.Empty);
        return new StoredResponse(
            head,
            body,
            new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            Vary.Selecting(head, request)
        );
    }
}
