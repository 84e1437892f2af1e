using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

public sealed class MemoryStoreTests : CacheStoreConformance
{
    private const int Kilobyte = 1024;
    private const long Capacity = 1 << 20;

    private readonly MemoryStore _store = new(new CacheOptions { MemoryBytes = Capacity });

    protected override ICacheStore Create(int variantsPerUrl = 16) =>
        new MemoryStore(new CacheOptions { MemoryBytes = 64 << 20, VariantsPerUrl = variantsPerUrl });

    [Fact]
    public void Put_MoreThanFits_NeverHoldsMoreThanTheCapacity()
    {
        for (var i = 0; i < 5000; i++)
        {
            _store.Put(Key(i), Content.Stored(i % 20 * Kilobyte));
            Assert.True(_store.SizeBytes <= Capacity);
        }

        Assert.True(_store.SizeBytes > Capacity * 9 / 10);
        Assert.Equal(5000, _store.Count + _store.Evictions);
        StoreStructure.Check(_store);
    }

    [Fact]
    public void Put_OnePassOverManyColdObjects_ThePopularOnesStay()
    {
        for (var round = 0; round < 4; round++)
        {
            Use(0, 100);
        }

        for (var i = 1000; i < 6000; i++)
        {
            _store.Put(Key(i), Content.Stored(5 * Kilobyte));
        }

        Assert.Equal(100, Enumerable.Range(0, 100).Count(i => _store.Find(Key(i), FieldList.Empty) is not null));
    }

    [Fact]
    public void Put_EvictedOnceAndBack_EntersMainAtOnce()
    {
        for (var i = 0; i < 400; i++)
        {
            _store.Put(Key(i), Content.Stored(5 * Kilobyte));
        }

        var evicted = Enumerable.Range(0, 400).Last(i => !_store.Holds(Key(i)));
        _store.Put(Key(evicted), Content.Stored(5 * Kilobyte));

        Assert.Same(_store.Structure.Main, _store.Structure.Table.Single(e => e[0].Key == Key(evicted))[0].Queue);
    }

    [Fact]
    public void Put_MainIsFull_SparesThoseUsedSince()
    {
        UseThrice(0, 400);
        var main = Enumerable.Range(0, 400).Where(i => QueueOf(i) == _store.Structure.Main).ToList();
        var used = main.Take(10).ToList();
        used.ForEach(i => UseThrice(i, 1));

        UseThrice(1000, main.Count);

        Assert.All(used, i => Assert.True(_store.Holds(Key(i))));
        Assert.InRange(main.Count(i => _store.Holds(Key(i))), 10, main.Count / 2);
    }

    [Fact]
    public void Put_NewVersion_KeepsThePlaceAndTheUses()
    {
        _store.Put(Key(1), Content.Stored(10));
        _store.Find(Key(1), FieldList.Empty);
        _store.Find(Key(1), FieldList.Empty);

        _store.Put(Key(1), Content.Stored(20));

        Assert.Equal(2, Assert.Single(Assert.Single(_store.Structure.Table)).Uses);
    }

    [Theory]
    [InlineData(-100, true)]
    [InlineData(1, false)]
    public void Put_AboutAQuarterOfTheStore_IsTheLimit(int beyond, bool taken)
    {
        var overhead = Content.Stored(0).SizeBytes + (2 * (Key(1).Origin.Length + Key(1).Target.Length));
        var body = (Capacity / 4) - overhead - (48 * 4) + beyond;

        Assert.Equal(taken, _store.Put(Key(1), Content.Stored((int)body)));
    }

    [Fact]
    public void Put_LargeObjectIntoAFullStore_Stays()
    {
        Use(0, 300);

        Assert.True(_store.Put(Key(1000), Content.Stored(200 * Kilobyte)));

        Assert.True(_store.Holds(Key(1000)));
    }

    [Fact]
    public void Ghosts_AfterManyEvictions_AreNoMoreThanTheEntries()
    {
        Use(0, 20_000);

        Assert.InRange(_store.Structure.Ghosts.Count, 1, 200);
    }

    [Fact]
    public void Find_HitOrMiss_AllocatesNothing()
    {
        _store.Put(Key(1), Variant("de"));
        var request = FieldList.Of(("Accept-Language", "de"));
        var (hit, miss) = (Key(1), Key(2));
        for (var i = 0; i < 1000; i++)
        {
            _store.Find(hit, request);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _store.Find(hit, request);
            _store.Find(miss, request);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact(Timeout = 30_000)]
    public async Task Find_WhileAnotherThreadHoldsTheLock_DoesNotWait()
    {
        var stopped = TestContext.Current.CancellationToken;
        _store.Put(Key(1), Content.Stored(10));
        using var held = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(() => _store.WhileLocked(Hold), stopped);
        held.Wait(stopped);

        var found = await Task.Run(() => _store.Find(Key(1), FieldList.Empty), stopped);

        release.Set();
        await holder;
        Assert.NotNull(found);

        void Hold()
        {
            held.Set();
            release.Wait(stopped);
        }
    }

    private static CacheKey Key(int number) => new("http://www.x.com", $"/{number}");

    private EntryQueue? QueueOf(int number) =>
        _store.Structure.Table.SingleOrDefault(variants => variants[0].Key == Key(number))?[0].Queue;

    private void UseThrice(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            Use(i, 1);
            Use(i, 1);
            Use(i, 1);
        }
    }

    private void Use(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            if (_store.Find(Key(i), FieldList.Empty) is null)
            {
                _store.Put(Key(i), Content.Stored(5 * Kilobyte));
            }
        }
    }
}
