using System.Diagnostics.Metrics;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Caching.Tests.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Testing;

namespace Coral.Caching.Tests.Sources;

/// <summary>Several caches that work together under real threads, in real time.</summary>
public sealed class PeerSoakTests : ITokenSource, IDisposable
{
    private const int Caches = 4;
    private const int Clients = 16;
    private const int RequestsPerClient = 150;

    private readonly Meter _meter = new(CacheMetrics.MeterName);
    private readonly PeerNetworkTwin _peers = new(TimeProvider.System) { Latency = TimeSpan.Zero };
    private readonly MemoryIndexNetwork _index = new(TimeProvider.System);
    private readonly ScriptedFetcher _web = new(TimeProvider.System) { Answer = Answer };
    private readonly List<(ContentCache Cache, MemoryStore Store)> _caches = [];
    private long _drawn;
    private readonly Level _uploads = new();

    public PeerSoakTests()
    {
        for (var i = 0; i < Caches; i++)
        {
            _caches.Add(Create(TestNetwork.ContactOf(i)));
        }
    }

    public void Dispose() => _meter.Dispose();

    void ITokenSource.Fill(Span<byte> token) =>
        BitConverter.TryWriteBytes(token, Interlocked.Increment(ref _drawn) << 1);

    [Fact(Timeout = 120_000)]
    public async Task GetAsync_ManyThreads_EveryBodyIsRightAndNothingIsLeftBehind()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, _meter) && instrument.Name == "coral.caching.uploads")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => _uploads.Change(value));
        listener.Start();

        await Task.WhenAll(Enumerable.Range(1, Clients).Select(seed => Task.Run(() => ClientAsync(seed))));

        while (_web.Busy > 0 || _caches.Exists(c => c.Cache.UnderWay.Keys > 0) || _uploads.Value > 0)
        {
            await _web.IdleAsync();
            await Task.WhenAll(_caches.Select(c => c.Cache.IdleAsync()));
            await _uploads.ReachesAsync(0);
        }

        Assert.All(_caches, c => Assert.Equal((0, 0), c.Cache.UnderWay));
        _caches.ForEach(c => StoreStructure.Check(c.Store));
        await Task.WhenAll(_caches.Select(c => c.Cache.LeaveAsync(CancellationToken.None)));
    }

    private static Script Answer(CacheRequest request, int number) =>
        (request.Key.Target[1] - '0') switch
        {
            0 => Quick("private"),
            1 => Quick("max-age=0"),
            2 => Quick("max-age=60") with { Length = 300_000 },
            3 => Quick("max-age=60") with { Length = 300_000, Declared = null },
            4 => Quick("max-age=60") with { Length = number % 2 == 0 ? 100_000 : 200_000, Declared = 200_000 },
            5 => new Script { HeaderAfter = TimeSpan.Zero, Fields = FieldList.Of(("Vary", "Accept-Language")) },
            6 => Quick("max-age=0") with { Status = number % 2 == 0 ? 503 : 200 },
            _ => Quick("max-age=60") with { Length = 7000, ChunkBytes = 500 },
        };

    private static Script Quick(string control) =>
        Script.Ok(("Cache-Control", control), ("ETag", "\"v\"")) with
        {
            HeaderAfter = TimeSpan.FromMilliseconds(1),
            HasRanges = true,
        };

    private (ContentCache Cache, MemoryStore Store) Create(NodeContact contact)
    {
        var options = new CacheOptions
        {
            MemoryBytes = 2 << 20,
            RunAheadBytes = 64 << 10,
            FailurePause = TimeSpan.FromMilliseconds(1),
            LongestFailurePause = TimeSpan.FromMilliseconds(1),
        };
        var store = new MemoryStore(options);
        var config = new CooperationConfig(
            new MemoryContentIndex(contact.Id, _index),
            new MemoryNodeDirectory(),
            _peers.For(contact),
            () => contact,
            this,
            new Random(1),
            new CooperationOptions { UploadsPerObject = 2 },
            new CooperationMetrics(_meter)
        );
        var composer = new CacheComposer(store, _web, options, new CacheMetrics(_meter), TimeProvider.System);
        var (cache, service) = composer.Together(config);
        _peers.Join(contact, service);
        return (cache, store);
    }

    private Task ClientAsync(int seed) =>
        SoakClient.RunAsync(
            seed,
            RequestsPerClient,
            variants: 4,
            patience: 5,
            random => _caches[random.Next(Caches)].Cache,
            hasNoBody: _ => { }
        );
}
