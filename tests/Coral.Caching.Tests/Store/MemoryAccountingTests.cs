using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

/// <summary>
/// The store's count of its memory, without its allowance for the buffers of heads that are sent, against what the heap
/// really grows by.
/// </summary>
[Collection(nameof(Alone))]
public sealed class MemoryAccountingTests
{
    private const int Entries = 5_000;

    [Theory]
    [InlineData(0, 3)]
    [InlineData(200, 8)]
    [InlineData(1000, 12)]
    [InlineData(4000, 20)]
    public void SizeBytes_ManyEntries_IsWhatTheHeapGrowsBy(int bodyBytes, int fields)
    {
        var store = new MemoryStore(new CacheOptions { MemoryBytes = 1L << 30 });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Entries; i++)
        {
            store.Put(new CacheKey("http://www.x.com", $"/some/path/to/an/object-{i}"), Response(i, bodyBytes, fields));
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(Entries, store.Count);
        var sendBuffers = Entries * (long)HeadLength.Of(Response(Entries / 2, bodyBytes, fields).Head);
        Assert.InRange((double)(store.SizeBytes - sendBuffers) / grown, 0.85, 1.15);
        GC.KeepAlive(store);
    }

    /// <summary>Header values of their own, as a parser makes them; names shared, as it shares them.</summary>
    private static StoredResponse Response(int number, int bodyBytes, int fields)
    {
        var lines = Enumerable
            .Range(0, fields)
            .Select(field => new FieldLine(Names[field], $"value {field} of {number}"));
        return new StoredResponse(
            new ResponseHead(200, new FieldList(lines)),
            StoredBody.Of(Content.Bytes(bodyBytes)),
            new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            SelectingFields.None
        );
    }

    private static readonly string[] Names = [.. Enumerable.Range(0, 20).Select(i => $"X-Some-Name-{i}")];
}
