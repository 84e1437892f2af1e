using System.Diagnostics.Metrics;
using Coral.Caching.Model;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Fetching;

/// <summary>A fetch may land between a request's look into the store and its look for a fetch.</summary>
public sealed class SecondLookTests
{
    [Fact]
    public void GetAsync_ResponseLandsRightAfterTheLookIntoTheStore_AsksNobody()
    {
        var options = new CacheOptions();
        var clock = new VirtualClock();
        var web = new ScriptedOrigin(clock);
        using var meter = new Meter(CacheMetrics.MeterName);
        var store = new LateStore(options, clock.GetUtcNow());
        var cache = new ContentCache(store, web, options, new CacheMetrics(meter), clock);

        using var answer = clock.Run(() => cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None));

        Assert.True(answer.Status.Hit);
        Assert.Equal(0, web.Hits);
    }

    /// <summary>Has nothing at the first look, and a fresh response at the next.</summary>
    private sealed class LateStore(CacheOptions options, DateTimeOffset now) : ICacheStore
    {
        private readonly MemoryStore _store = new(options);
        private int _looks;

        public long SizeBytes => _store.SizeBytes;

        public int Count => _store.Count;

        public StoredResponse? Find(CacheKey key, IFieldSource request)
        {
            if (_looks++ > 0)
            {
                return _store.Find(key, request);
            }

            var head = new ResponseHead(200, FieldList.Empty);
            var minute = TimeSpan.FromMinutes(1);
            _store.Put(key, new(head, StoredBody.Empty, now, TimeSpan.Zero, minute, SelectingFields.None));
            return null;
        }

        public bool Holds(CacheKey key) => _store.Holds(key);

        public bool Put(CacheKey key, StoredResponse response) => _store.Put(key, response);

        public bool Remove(CacheKey key) => _store.Remove(key);
    }
}
