using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

/// <summary>Coded forms beside stored bodies: counted with them, and gone with them.</summary>
public sealed class CodedBodiesTests
{
    private const long Capacity = 1 << 20;
    private static readonly CacheKey Key = new("http://www.x.com", "/a");
    private readonly MemoryStore _store = new(new CacheOptions { MemoryBytes = Capacity });

    [Fact]
    public void KeepCoded_OfAStoredBody_IsFoundAndCounted()
    {
        var stored = Put(Key);
        var before = _store.SizeBytes;
        var coded = Body(1000);

        Assert.True(_store.KeepCoded(Key, stored, ContentCoding.Gzip, coded));

        Assert.Same(coded, stored.Body.Coded.Find(ContentCoding.Gzip));
        Assert.Null(stored.Body.Coded.Find(ContentCoding.Brotli));
        Assert.Equal(before + coded.MemoryBytes, _store.SizeBytes);
        StoreStructure.Check(_store);
    }

    [Fact]
    public void KeepCoded_Twice_KeepsTheFirst()
    {
        var stored = Put(Key);
        _store.KeepCoded(Key, stored, ContentCoding.Gzip, Body(1000));
        var size = _store.SizeBytes;

        Assert.False(_store.KeepCoded(Key, stored, ContentCoding.Gzip, Body(500)));
        Assert.Equal(size, _store.SizeBytes);
    }

    [Fact]
    public void KeepCoded_OfABodyNoLongerStored_IsRefused()
    {
        var stored = Put(Key);
        Put(Key);

        Assert.False(_store.KeepCoded(Key, stored, ContentCoding.Gzip, Body(1000)));
        Assert.Null(stored.Body.Coded.Find(ContentCoding.Gzip));
    }

    [Fact]
    public void KeepCoded_MoreThanAQuarterOfTheStore_IsRefused() =>
        Assert.False(_store.KeepCoded(Key, Put(Key), ContentCoding.Gzip, Body((int)(Capacity / 4))));

    [Fact]
    public void Remove_WithACodedForm_LeavesNothing()
    {
        _store.KeepCoded(Key, Put(Key), ContentCoding.Brotli, Body(1000));

        _store.Remove(Key);

        Assert.Equal(0, _store.SizeBytes);
        StoreStructure.Check(_store);
    }

    [Fact]
    public void Put_TheSameBodyRefreshed_KeepsItsForms()
    {
        var stored = Put(Key);
        _store.KeepCoded(Key, stored, ContentCoding.Gzip, Body(1000));
        var before = _store.SizeBytes;
        var refreshed = stored.StaleFrom(stored.ResponseTime);

        _store.Put(Key, refreshed);

        Assert.NotNull(refreshed.Body.Coded.Find(ContentCoding.Gzip));
        Assert.Equal(before, _store.SizeBytes);
        StoreStructure.Check(_store);
    }

    [Fact]
    public void KeepCoded_ManyForms_NeverHoldsMoreThanTheCapacity()
    {
        for (var i = 0; i < 500; i++)
        {
            var key = Key with { Target = $"/{i}" };
            var stored = Put(key);
            _store.KeepCoded(key, stored, ContentCoding.Gzip, Body(4000));
            _store.KeepCoded(key, stored, ContentCoding.Brotli, Body(3000));
            Assert.True(_store.SizeBytes <= Capacity);
        }

        StoreStructure.Check(_store);
    }

    private static MemoryBody Body(int length) => StoredBody.Of(new byte[length]);

    private StoredResponse Put(CacheKey key)
    {
        var stored = Content.Stored(10_000);
        Assert.True(_store.Put(key, stored));
        return stored;
    }
}
