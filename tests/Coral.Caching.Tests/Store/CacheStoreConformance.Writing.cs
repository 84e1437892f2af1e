using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

public abstract partial class CacheStoreConformance
{
    /// <summary>More than the store takes in one piece.</summary>
    private const int TooLarge = 17 << 20;

    private static readonly DateTimeOffset Moment = DateTimeOffset.UnixEpoch;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 10)]
    [InlineData(true, 200_000)]
    [InlineData(false, 0)]
    [InlineData(false, 10)]
    [InlineData(false, 200_000)]
    public async Task Writer_Completed_IsFoundWithItsBody(bool isDeclared, int bytes)
    {
        var store = Create();
        using var writer = store.OpenWriter(A, Head(("ETag", "\"1\"")), isDeclared ? bytes : null);
        await WriteAsync(writer.Body, bytes);
        Assert.Equal((null, 0, 0L), (store.Find(A, FieldList.Empty), store.Count, store.SizeBytes));

        var digests = new ContentDigests(0, default, SHA256.HashData([]));
        var stored = await writer.CompleteAsync(digests);

        Assert.Same(stored, store.Find(A, FieldList.Empty));
        Assert.Equal(("\"1\"", digests), (stored!.Head.Fields.Get("ETag"), stored.Digests));
        Assert.Equal((bytes, null), await BodyCheck.ReadAsync(stored.Body.OpenReader(), Cancelled));
        Assert.Equal((1, stored.SizeBytes + (2 * (A.Origin.Length + A.Target.Length))), (store.Count, store.SizeBytes));
    }

    [Fact]
    public async Task Writer_WhileItsBodyArrives_IsReadFromAnyOffset()
    {
        var store = Create();
        using var writer = store.OpenWriter(A, Head(), length: null);
        for (var written = 0; written < 100_000; )
        {
            written += await WriteAsync(writer.Body, 1 + (written / 3), from: written);
            foreach (var offset in (int[])[0, written / 2, written - 1])
            {
                var bytes = await writer.Body.ReadAsync(offset, Cancelled);
                Assert.InRange(bytes.Length, 1, written - offset);
                Assert.Equal(Content.Bytes(bytes.Length, offset), bytes.ToArray());
            }
        }
    }

    [Fact]
    public async Task Writer_ReadBeforeItsEnd_StaysReadable()
    {
        var store = Create();
        using var writer = store.OpenWriter(A, Head(), length: 100_000);
        await WriteAsync(writer.Body, 100_000);
        var body = writer.Body;
        await writer.CompleteAsync(digests: null);

        store.Remove(A);

        Assert.Equal(Content.Bytes(10, 99_990), (await body.ReadAsync(99_990, Cancelled)).ToArray());
    }

    [Fact]
    public async Task Writer_NotCompleted_LeavesNothing()
    {
        var store = Create();
        store.Put(A, Content.Stored(10));
        var before = store.SizeBytes;
        using (var writer = store.OpenWriter(A, Head(), length: 20))
        {
            await WriteAsync(writer.Body, 15);
        }

        Assert.Equal((1, before), (store.Count, store.SizeBytes));
        Assert.Equal(10, store.Find(A, FieldList.Empty)!.Body.Length);
    }

    [Fact]
    public async Task Writer_LargerThanTheStoreTakes_IsRefusedAndTheOldVersionIsGone()
    {
        var store = Create();
        store.Put(A, Content.Stored(10));
        using var writer = store.OpenWriter(A, Head(), length: TooLarge);
        await WriteAsync(writer.Body, TooLarge);

        Assert.Null(await writer.CompleteAsync(digests: null));

        Assert.Equal((0, 0L), (store.Count, store.SizeBytes));
    }

    [Fact]
    public async Task Writer_TwoOfOneKey_TheLastToCompleteStays()
    {
        var store = Create();
        using var first = store.OpenWriter(A, Head(("Content-Language", "de")), length: 10);
        using var second = store.OpenWriter(A, Head(("Content-Language", "en")), length: 10);
        await WriteAsync(second.Body, 10);
        await second.CompleteAsync(digests: null);
        await WriteAsync(first.Body, 10);
        await first.CompleteAsync(digests: null);

        Assert.Equal((1, "de"), (store.Count, Language(store.Find(A, FieldList.Empty))));
    }

    private static ReceivedHead Head(params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(
            new CacheRequest(A, IsHead: false, FieldList.Empty),
            new ResponseHead(200, FieldList.Of([.. fields, ("Cache-Control", "max-age=60")])),
            Moment,
            Moment,
            HeuristicPolicy.AnySite
        );

    /// <summary>Appends bytes as a transfer does.</summary>
    /// <returns>The number of bytes.</returns>
    private static async Task<int> WriteAsync(IBodyBuffer body, int bytes, int from = 0)
    {
        for (var written = 0; written < bytes; )
        {
            if (body.MissingBytes > 0)
            {
                body.Grow();
            }

            var room = body.GetRoom();
            var piece = Math.Min(room.Length, bytes - written);
            Content.Fill(room.Span[..piece], from + written);
            await body.AdvanceAsync(piece, Cancelled);
            written += piece;
        }

        return bytes;
    }
}
