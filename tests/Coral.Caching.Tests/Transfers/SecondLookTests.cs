using System.Diagnostics.Metrics;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Transfers;

/// <summary>A fetch may land between a request's look into the store and its look for a fetch.</summary>
public sealed class SecondLookTests : IDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly Meter _meter = new(CacheMetrics.MeterName);
    private readonly MemoryStore _memory = new(new CacheOptions());
    private readonly StoreSpy _store;
    private readonly ScriptedFetcher _web;
    private readonly ContentCache _cache;

    public SecondLookTests()
    {
        _store = new StoreSpy(_memory);
        _web = new ScriptedFetcher(_clock);
        _cache = new CacheComposer(_store, _web, new CacheOptions(), new CacheMetrics(_meter), _clock).Alone();
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void GetAsync_ResponseStoredRightAfterTheMiss_FetchesNothing()
    {
        var fresh = new StoredResponse(
            new ResponseHead(200, FieldList.Empty),
            StoredBody.Empty,
            new Freshness(_clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            SelectingFields.None
        );
        _store.AfterFind = key => _memory.Put(key, fresh);

        using var answer = _clock.Run(() => _cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None));

        Assert.True(answer.Status.Hit);
        Assert.Equal(0, _web.Hits);
    }

    [Fact]
    public void GetAsync_BodyIsPutIntoTheStore_BeforeItsReadersLearnOfTheEnd()
    {
        _web.Answer = (_, _) => Script.Cacheable() with { ChunkAfter = TimeSpan.FromSeconds(1) };

        _clock.Run(async () =>
        {
            using var answer = await _cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            var endedBeforePut = true;
            _store.BeforePut = _ => endedBeforePut = AtEndAsync().IsCompleted;

            await AtEndAsync();

            Assert.False(endedBeforePut);
            Assert.Equal(1, _memory.Count);

            Task AtEndAsync() => answer.Body!.ReadAsync(1000, CancellationToken.None).AsTask();
        });
    }
}
