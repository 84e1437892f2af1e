using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

/// <summary>The contract of <see cref="ICacheStore"/>.</summary>
public abstract partial class CacheStoreConformance
{
    private static readonly CacheKey A = new("http://www.x.com", "/a");
    private static readonly CacheKey B = new("http://www.x.com", "/b");

    /// <summary>An empty store that keeps at least a hundred small responses and no object of 1 GB.</summary>
    protected abstract ICacheStore Create(int variantsPerUrl = 16);

    [Fact]
    public void Find_NothingStored_IsNull()
    {
        var store = Create();

        Assert.Null(store.Find(A, FieldList.Empty));
        Assert.False(store.Holds(A));
        Assert.Equal((0, 0), (store.Count, store.SizeBytes));
    }

    [Fact]
    public async Task Find_Stored_IsThatResponse()
    {
        var store = Create();

        Assert.True(store.Put(A, Content.Stored(100_000, fields: [("ETag", "\"1\"")])));

        var found = store.Find(A, FieldList.Empty);
        Assert.NotNull(found);
        Assert.Equal("\"1\"", found.Head.Fields.Get("ETag"));
        Assert.Equal(
            (100_000, null),
            await BodyCheck.ReadAsync(found.Body.OpenReader(), TestContext.Current.CancellationToken)
        );
        Assert.True(store.Holds(A));
        Assert.False(store.Holds(B));
        Assert.Null(store.Find(B, FieldList.Empty));
    }

    [Fact]
    public void Find_OtherOriginWithTheSameTarget_IsNull()
    {
        var store = Create();
        store.Put(A, Content.Stored(1));

        Assert.Null(store.Find(new CacheKey("https://www.x.com", "/a"), FieldList.Empty));
    }

    [Fact]
    public void Find_Variants_SelectsByTheFieldsThatVaryNames()
    {
        var store = Create();
        store.Put(A, Variant("de"));
        store.Put(A, Variant("en"));

        Assert.Equal("de", Language(store.Find(A, Wants("de"))));
        Assert.Equal("en", Language(store.Find(A, Wants("en"))));
        Assert.Null(store.Find(A, Wants("fr")));
        Assert.Null(store.Find(A, FieldList.Empty));
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public void Find_SeveralMatchAndOneNamesNoField_IsTheOneThatNamesWhatItVariesOn()
    {
        var store = Create();
        store.Put(A, Variant("de"));
        var plain = Content.Stored(10, fields: [("Content-Language", "any")]);

        store.Put(A, plain);

        Assert.Equal("de", Language(store.Find(A, Wants("de"))));
        Assert.Equal("any", Language(store.Find(A, Wants("fr"))));
    }

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:38 GMT", "newer")]
    [InlineData("Sun, 06 Nov 1994 08:49:38 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "older")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "newer")]
    public void Find_SeveralMatch_IsTheMostRecentByItsDate(string older, string newer, string expected)
    {
        var store = Create();
        store.Put(A, Dated("older", older, "X-A"));
        store.Put(A, Dated("newer", newer, "X-B"));

        Assert.Equal(expected, Language(store.Find(A, FieldList.Empty)));
    }

    [Fact]
    public async Task Complete_VaryLeftOut_ReplacesTheVariantThatItsRequestSelected()
    {
        var store = Create();
        store.Put(A, Variant("de"));
        store.Put(A, Variant("en"));
        var request = new CacheRequest(A, IsHead: false, Wants("de"));
        var head = new ResponseHead(200, FieldList.Of(("Content-Language", "any")));
        var received = new ReceivedHead(
            request,
            head,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            HeuristicPolicy.AnySite
        );

        using var writer = store.OpenWriter(A, received, length: 0);
        await writer.CompleteAsync(digests: null);

        Assert.Equal("any", Language(store.Find(A, Wants("de"))));
        Assert.Equal("en", Language(store.Find(A, Wants("en"))));
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public void Put_SameVariant_TakesItsPlace()
    {
        var store = Create();
        store.Put(A, Variant("de", bytes: 5000));
        var before = store.SizeBytes;

        store.Put(A, Variant("de", bytes: 1000));

        Assert.Equal((1, 4000), (store.Count, before - store.SizeBytes));
        Assert.Equal(1000, store.Find(A, Wants("de"))!.Body.Length);
    }

    [Fact]
    public void Put_MoreVariantsThanAllowed_ForgetsTheOldest()
    {
        var store = Create(variantsPerUrl: 3);
        foreach (var language in (string[])["de", "en", "fr", "it"])
        {
            store.Put(A, Variant(language));
        }

        Assert.Equal(3, store.Count);
        Assert.Null(store.Find(A, Wants("de")));
        Assert.NotNull(store.Find(A, Wants("en")));
        Assert.NotNull(store.Find(A, Wants("it")));
    }

    [Fact]
    public void Put_LargerThanTheStoreTakes_IsRefusedAndTheOldVersionIsGone()
    {
        var store = Create();
        store.Put(A, Content.Stored(1));

        Assert.False(store.Put(A, Huge()));

        Assert.Null(store.Find(A, FieldList.Empty));
        Assert.Equal((0, 0), (store.Count, store.SizeBytes));
    }

    [Fact]
    public void Remove_Key_ForgetsEveryVariantAndNothingElse()
    {
        var store = Create();
        store.Put(A, Variant("de"));
        store.Put(A, Variant("en"));
        store.Put(B, Content.Stored(1));

        Assert.True(store.Remove(A));

        Assert.False(store.Remove(A));
        Assert.Null(store.Find(A, Wants("de")));
        Assert.NotNull(store.Find(B, FieldList.Empty));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void SizeBytes_AfterEveryRemoval_IsZero()
    {
        var store = Create();
        for (var i = 0; i < 100; i++)
        {
            store.Put(new CacheKey("http://www.x.com", $"/{i}"), Content.Stored(100 * i));
        }

        Assert.True(store.SizeBytes > 100 * 99 * 100 / 2);
        for (var i = 0; i < 100; i++)
        {
            store.Remove(new CacheKey("http://www.x.com", $"/{i}"));
        }

        Assert.Equal((0, 0), (store.Count, store.SizeBytes));
    }

    [Fact]
    public async Task FindAsync_StoredOrNot_IsWhatFindSays()
    {
        var store = Create();
        store.Put(A, Variant("de"));

        Assert.Equal("de", Language(await store.FindAsync(A, Wants("de"), TestContext.Current.CancellationToken)));
        Assert.Null(await store.FindAsync(A, Wants("en"), TestContext.Current.CancellationToken));
    }

    private protected static StoredResponse Variant(string language, int bytes = 10)
    {
        var head = new ResponseHead(200, FieldList.Of(("Vary", "Accept-Language"), ("Content-Language", language)));
        return new StoredResponse(
            head,
            StoredBody.Of(Content.Bytes(bytes)),
            new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            Vary.Selecting(head, Wants(language))
        );
    }

    private static StoredResponse Dated(string language, string date, string varies) =>
        Content.Stored(
            10,
            Vary.Selecting(new ResponseHead(200, FieldList.Of(("Vary", varies))), FieldList.Empty),
            fields: [("Content-Language", language), ("Date", date)]
        );

    private static FieldList Wants(string language) => FieldList.Of(("Accept-Language", language));

    private static string? Language(StoredResponse? response) => response?.Head.Fields.Get("Content-Language");

    /// <summary>A gigabyte whose segments are one and the same.</summary>
    private static StoredResponse Huge()
    {
        var segment = new ReadOnlyMemory<byte>(new byte[StoredBody.SegmentBytes]);
        var body = new MemoryBody([.. Enumerable.Repeat(segment, (1 << 30) / StoredBody.SegmentBytes)]);
        return new StoredResponse(
            new ResponseHead(200, FieldList.Empty),
            body,
            new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            SelectingFields.None
        );
    }
}
