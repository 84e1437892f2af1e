using System.Diagnostics.Metrics;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Store;

namespace Coral.Caching.Tests.Transfers;

/// <summary>The whole cache under real threads, in real time.</summary>
public sealed class CrowdSoakTests
{
    private const int Clients = 16;
    private const int RequestsPerClient = 400;

    [Fact(Timeout = 60_000)]
    public async Task GetAsync_ManyThreads_EveryBodyIsRightAndNothingIsLeftBehind()
    {
        var options = new CacheOptions
        {
            MemoryBytes = 1 << 20,
            RunAheadBytes = 64 << 10,
            TransferBytes = 8 << 20,
        };
        var store = new MemoryStore(options);
        var web = new ScriptedFetcher(TimeProvider.System) { Answer = Answer };
        using var meter = new Meter(CacheMetrics.MeterName);
        var cache = new CacheComposer(store, web, options, new CacheMetrics(meter), TimeProvider.System).Alone();

        await Task.WhenAll(Enumerable.Range(1, Clients).Select(seed => Task.Run(() => ClientAsync(cache, seed))));

        while (web.Busy > 0 || cache.UnderWay.Keys > 0)
        {
            await web.IdleAsync();
            await cache.IdleAsync();
        }

        Assert.Equal((0, 0), cache.UnderWay);
        Assert.True(web.Hits < Clients * RequestsPerClient);
        StoreStructure.Check(store);
    }

    private static Script Answer(CacheRequest request, int number) =>
        (request.Key.Target[1] - '0') switch
        {
            0 => Quick("private"),
            1 => Quick("max-age=0"),
            2 => Quick("max-age=60") with { Length = 300_000 },
            3 => Quick("max-age=60") with { Length = 300_000, Declared = null },
            4 => Quick("max-age=60") with { Declared = 2000 },
            5 => new Script { HeaderAfter = TimeSpan.Zero, Fields = FieldList.Of(("Vary", "Accept-Language")) },
            6 => Quick("max-age=0") with { Status = number % 2 == 0 ? 503 : 200 },
            _ => Quick("max-age=60") with { Length = 7000, ChunkBytes = 500 },
        };

    private static Script Quick(string control) =>
        Script.Ok(("Cache-Control", control)) with
        {
            HeaderAfter = TimeSpan.FromMilliseconds(1),
        };

    private static Task ClientAsync(ContentCache cache, int seed) =>
        SoakClient.RunAsync(
            seed,
            RequestsPerClient,
            variants: 3,
            patience: 3,
            _ => cache,
            answer => Assert.Equal(FetchFailure.RecentlyFailed, answer.Failure)
        );
}
