using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

public abstract partial class CacheStoreConformance
{
    private static readonly CacheKey[] Site =
    [
        new("http://www.x.com", "/a"),
        new("http://www.x.com", "/a/1"),
        new("http://www.x.com", "/a/2?x"),
        new("https://www.x.com:8443", "/a/1"),
        new("http://www.x.com.evil.net", "/a/1"),
        new("http://[::1]:8080", "/a/1"),
    ];

    /// <summary>Scopes, and the places in <see cref="Site"/> of what they cover.</summary>
    public static TheoryData<PurgeScope, int[]> Scopes =>
        new()
        {
            { PurgeScope.OfKey(Site[1]), [1] },
            { PurgeScope.OfKey(new CacheKey("http://www.x.com", "/none")), [] },
            { PurgeScope.OfPrefix("http://www.x.com", "/a"), [0, 1, 2] },
            { PurgeScope.OfPrefix("http://www.x.com", "/a/"), [1, 2] },
            { PurgeScope.OfPrefix("http://www.x.com", "/A"), [] },
            { PurgeScope.OfHost("www.x.com"), [0, 1, 2, 3] },
            { PurgeScope.OfHost("WWW.X.COM"), [0, 1, 2, 3] },
            { PurgeScope.OfHost("x.com"), [] },
            { PurgeScope.OfHost("[::1]"), [5] },
            { PurgeScope.OfTag("www.x.com", "odd"), [1, 3] },
            { PurgeScope.OfTag("www.x.com", "ALL"), [0, 1, 2, 3] },
            { PurgeScope.OfTag("www.x.com", "al"), [] },
            { PurgeScope.OfTag("www.x.com.evil.net", "all"), [4] },
        };

    [Theory]
    [MemberData(nameof(Scopes), DisableDiscoveryEnumeration = true)]
    public async Task PurgeAsync_Scope_RemovesWhatItCoversAndNothingElse(PurgeScope scope, int[] covered)
    {
        var store = CreateSite();
        var dropped = new List<CacheKey>();
        store.Dropped += (key, _) => dropped.Add(key);

        Assert.Equal(covered.Length, await store.PurgeAsync(scope, Cancelled));

        Assert.Equal(covered, Places(key => !store.Holds(key)));
        Assert.Equal(covered.Select(place => Site[place]), dropped.OrderBy(key => Array.IndexOf(Site, key)));
        Assert.Equal(Site.Length - covered.Length, store.Count);
        Assert.Equal(0, await store.PurgeAsync(scope, Cancelled));
    }

    [Theory]
    [MemberData(nameof(Scopes), DisableDiscoveryEnumeration = true)]
    public async Task MarkStaleAsync_Scope_MakesStaleWhatItCoversAndNothingElse(PurgeScope scope, int[] covered)
    {
        var store = CreateSite();
        var (before, now) = (store.SizeBytes, Moment.AddSeconds(10));

        Assert.Equal(covered.Length, await store.MarkStaleAsync(scope, now, Cancelled));

        Assert.Equal(covered, Places(key => !store.Find(key, FieldList.Empty)!.IsFresh(now)));
        Assert.All(covered, place => Assert.Equal(now, store.Find(Site[place], FieldList.Empty)!.FreshUntil));
        Assert.Equal((Site.Length, before), (store.Count, store.SizeBytes));
        Assert.Equal(0, await store.MarkStaleAsync(scope, now, Cancelled));
    }

    [Fact]
    public async Task PurgeAsync_Key_RemovesEveryVariant()
    {
        var store = Create();
        store.Put(A, Variant("de"));
        store.Put(A, Variant("en"));
        store.Put(B, Content.Stored(1));

        Assert.Equal(2, await store.PurgeAsync(PurgeScope.OfKey(A), Cancelled));

        Assert.Equal((1, false, true), (store.Count, store.Holds(A), store.Holds(B)));
    }

    [Fact]
    public async Task PurgeAsync_WhileAResponseArrives_KeepsItOut()
    {
        var store = Create();
        using var covered = store.OpenWriter(A, Head(), length: 10);
        using var other = store.OpenWriter(B, Head(), length: 10);
        await store.PurgeAsync(PurgeScope.OfKey(A), Cancelled);
        using var later = store.OpenWriter(A, Head(("ETag", "\"later\"")), length: 10);
        foreach (var writer in (IStoreWriter[])[later, covered, other])
        {
            await WriteAsync(writer.Body, 10);
        }

        Assert.NotNull(await later.CompleteAsync(digests: null));
        Assert.Null(await covered.CompleteAsync(digests: null));
        Assert.NotNull(await other.CompleteAsync(digests: null));
        Assert.Equal("\"later\"", store.Find(A, FieldList.Empty)!.Head.Fields.Get("ETag"));
    }

    [Fact]
    public async Task MarkStaleAsync_WhileAResponseArrives_MakesItStale()
    {
        var store = Create();
        using var writer = store.OpenWriter(A, Head(), length: 10);
        await WriteAsync(writer.Body, 10);

        Assert.Equal(0, await store.MarkStaleAsync(PurgeScope.OfHost("www.x.com"), Moment, Cancelled));

        Assert.False((await writer.CompleteAsync(digests: null))!.IsFresh(Moment));
        Assert.False(store.Find(A, FieldList.Empty)!.IsFresh(Moment));
    }

    [Fact]
    public async Task Remove_WhileAResponseArrives_LetsItIn()
    {
        var store = Create();
        using var writer = store.OpenWriter(A, Head(), length: 10);
        await WriteAsync(writer.Body, 10);

        Assert.False(store.Remove(A));

        Assert.NotNull(await writer.CompleteAsync(digests: null));
        Assert.True(store.Holds(A));
    }

    private static IEnumerable<int> Places(Func<CacheKey, bool> condition) =>
        Enumerable.Range(0, Site.Length).Where(place => condition(Site[place]));

    private ICacheStore CreateSite()
    {
        var store = Create();
        for (var place = 0; place < Site.Length; place++)
        {
            var tags = place % 2 == 1 ? "all, odd" : "even,All";
            store.Put(Site[place], Content.Stored(10, fields: [(PurgeScope.TagField, tags)]));
        }

        return store;
    }
}
