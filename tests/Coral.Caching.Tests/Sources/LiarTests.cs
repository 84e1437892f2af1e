using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>Members that lie or crawl: clients see none of it, and get the right bytes.</summary>
public sealed class LiarTests : IDisposable
{
    private const int Length = 300_000;

    private static readonly byte[] Right = Content.Bytes(Length);
    private static readonly ContentDigests Digests = ScriptedPeer.DigestsOf(Right);

    private readonly TestNetwork _network = new(3);

    public LiarTests() =>
        _network.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("ETag", "\"v\"")) with
            {
                Length = Length,
                HasRanges = true,
            };

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    [InlineData(299_999)]
    public void GetAsync_WrongByteInACompleteCopy_IsNeverPassedOn(int at)
    {
        var wrong = (byte[])Right.Clone();
        wrong[at] ^= 1;

        var result = Get(_ => ScriptedPeer.Complete(Digests, StoredBody.Of(wrong)), Digests);

        AssertRight(result, "wrong-chunk");
        Assert.Equal(at < 65536 ? null : $"bytes={at / 65536 * 65536}-", _network.Web.Requests[0].Fields.Get("Range"));
    }

    [Fact]
    public void GetAsync_DigestsOtherThanThePointers_AreNotTaken()
    {
        var other = (byte[])Right.Clone();
        other[5] ^= 1;

        var result = Get(
            _ => ScriptedPeer.Complete(ScriptedPeer.DigestsOf(other), StoredBody.Of(other)),
            claimed: Digests
        );

        AssertRight(result, "other-digest");
    }

    [Fact]
    public void GetAsync_MoreThanItsLength_IsCutOffAndReplaced()
    {
        var endless = new ScriptedBody(_network.Clock) { Bytes = [.. Right, .. Right] };

        var result = Get(_ => ScriptedPeer.Complete(Digests, endless), Digests);

        AssertRight(result, "wrong-length");
    }

    [Fact]
    public void GetAsync_LessThanItsLength_IsReplaced()
    {
        var result = Get(_ => ScriptedPeer.Complete(Digests, StoredBody.Of(Right.AsMemory(0, 100_000))), Digests);

        AssertRight(result, "wrong-length");
    }

    [Fact]
    public void GetAsync_PeerPassesOnAnUnshareableResponse_IsNotUsed()
    {
        var fields = FieldList.Of(("Cache-Control", "private, max-age=60"));

        var result = Get(_ => ScriptedPeer.Complete(Digests, StoredBody.Of(Right), fields: fields), Digests);

        AssertRight(result, "bad-answer");
    }

    [Fact]
    public void GetAsync_LengthOtherThanItsHeaders_IsNotTaken()
    {
        var fields = FieldList.Of(("Cache-Control", "max-age=60"), ("Content-Length", "299999"));

        var result = Get(_ => ScriptedPeer.Complete(Digests, StoredBody.Of(Right), fields: fields), Digests);

        AssertRight(result, "wrong-length");
    }

    [Fact]
    public void GetAsync_OneByteASecondFromACompleteCopy_IsReplacedAfterThreeSeconds()
    {
        var slow = new ScriptedBody(_network.Clock)
        {
            Bytes = Right,
            PieceBytes = 1,
            PieceAfter = TimeSpan.FromSeconds(1),
        };

        var result = Get(_ => ScriptedPeer.Complete(Digests, slow), Digests);

        AssertRight(result, "slow");
        Assert.InRange(result.EndAfter.TotalSeconds, 3, 6);
    }

    [Fact]
    public void GetAsync_JustFastEnough_IsNotReplaced()
    {
        var fair = new ScriptedBody(_network.Clock)
        {
            Bytes = Right,
            PieceBytes = 2000,
            PieceAfter = TimeSpan.FromSeconds(0.1),
        };

        var result = Get(_ => ScriptedPeer.Complete(Digests, fair), Digests);

        Assert.Equal((Length, 0), (result.Bytes, _network.Web.Hits));
    }

    [Fact]
    public void GetAsync_EndlessBodyWithoutALength_EndsAtTheLimitOnObjects()
    {
        using var network = new TestNetwork(1, options: new CacheOptions { MaxObjectBytes = 1 << 20 });
        network.Web.Answer = _network.Web.Answer;
        var endless = new ScriptedBody(network.Clock) { Bytes = new byte[65536], IsEndless = true };
        var liar = new ScriptedPeer { Answer = _ => Growing(endless) };

        var failed = network.Clock.Run(async () =>
        {
            await network.JoinAsync(9, liar, "/a");
            using var answer = await network[0].Cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            return await DrainAsync(answer.Body!);
        });

        Assert.Equal(FetchFailure.TooLarge, failed);
        Assert.Equal(0, network[0].Store.Count);
    }

    [Fact]
    public void GetAsync_HostileFetcherWithAWrongTrailer_IsStoredNowhereAndCompletesForNoClient()
    {
        var wrong = (byte[])Right.Clone();
        wrong[5] ^= 1;
        var liar = new ScriptedPeer { Answer = _ => Growing(StoredBody.Of(wrong), digest: Digests.Whole) };

        var (failed, after) = _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(9, liar, "/a");
            using var answer = await _network[0].Cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            return (await DrainAsync(answer.Body!), await _network[0].GetAsync("/a"));
        });

        Assert.Equal(FetchFailure.WrongDigest, failed);
        Assert.Equal(1, _network.Counted("coral.caching.peers.dropped/wrong-digest"));
        Assert.Equal((Length, 1), (after.Bytes, liar.Asked));
    }

    [Fact]
    public void GetAsync_FollowerOfAFollowerOfAHostileFetcher_DoesNotGoOnFromItsBytes()
    {
        var wrong = (byte[])Right.Clone();
        wrong[5] ^= 1;
        var altered = new ScriptedBody(_network.Clock) { Bytes = wrong, PieceAfter = TimeSpan.FromMilliseconds(100) };
        var first = _network[0].Contact;
        var liar = new ScriptedPeer
        {
            Answer = request =>
                request.From.Id == first.Id
                    ? Growing(altered, digest: Digests.Whole)
                    : new PeerResponse<IBodyReader> { Outcome = PeerOutcome.Full, Others = [first] },
        };

        var (near, far) = _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(9, liar, "/a");
            using var one = await _network[0].Cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            using var two = await _network[1].Cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            var ends = await Task.WhenAll(DrainAsync(one.Body!), DrainAsync(two.Body!));
            return (ends[0], ends[1]);
        });

        Assert.Equal((FetchFailure.WrongDigest, FetchFailure.WrongDigest), (near, far));
        Assert.Equal((0, 0), (_network[0].Store.Count, _network[1].Store.Count));
    }

    [Fact]
    public void GetAsync_HostileFetcherAgainstTheOriginsOwnDigest_IsFoundOut()
    {
        var wrong = (byte[])Right.Clone();
        wrong[5] ^= 1;
        var fields = FieldList.Of(
            ("Cache-Control", "max-age=60"),
            ("Repr-Digest", DigestField.Format(Digests.Whole.Span))
        );
        var liar = new ScriptedPeer
        {
            Answer = _ => Growing(StoredBody.Of(wrong), ScriptedPeer.DigestsOf(wrong).Whole, fields),
        };

        var failed = _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(9, liar, "/a");
            using var answer = await _network[0].Cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            return await DrainAsync(answer.Body!);
        });

        Assert.Equal(FetchFailure.WrongDigest, failed);
        Assert.Equal(0, _network[0].Store.Count);
    }

    [Fact]
    public void GetAsync_TwoHoldersContradictEachOther_TheOriginDecides()
    {
        var wrong = (byte[])Right.Clone();
        wrong[5] ^= 1;
        var wrongDigests = ScriptedPeer.DigestsOf(wrong);
        var honest = new ScriptedPeer { Answer = _ => ScriptedPeer.Complete(Digests, StoredBody.Of(Right)) };
        var liar = new ScriptedPeer { Answer = _ => ScriptedPeer.Complete(wrongDigests, StoredBody.Of(wrong)) };

        var (result, later) = _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(8, honest, "/a", Digests);
            await _network.JoinAsync(9, liar, "/a", wrongDigests);
            var result = await _network[0].GetAsync("/a");
            await _network.JoinAsync(9, liar, "/b", wrongDigests);
            return (result, await _network[0].GetAsync("/b"));
        });

        Assert.Equal((Length, "origin"), (result.Bytes, result.Status.Detail));
        Assert.Equal(2, _network.Counted("coral.caching.peers.dropped/disputed"));
        Assert.Equal(1, _network.Counted("coral.caching.peers.dropped/refuted"));
        Assert.Equal((1, 1, Length), (honest.Asked, liar.Asked, later.Bytes));
    }

    [Fact]
    public void GetAsync_TwoHoldersOfDifferentVersions_NeitherIsExcluded()
    {
        var other = new byte[1000];
        var otherDigests = ScriptedPeer.DigestsOf(other);
        var old = FieldList.Of(("Cache-Control", "max-age=60"), ("ETag", "\"v0\""));
        var older = new ScriptedPeer
        {
            Answer = _ => ScriptedPeer.Complete(otherDigests, StoredBody.Of(other), 0, old),
        };
        var newer = new ScriptedPeer { Answer = _ => ScriptedPeer.Complete(Digests, StoredBody.Of(Right)) };

        _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(8, older, "/a", otherDigests);
            await _network.JoinAsync(9, newer, "/a", Digests);
            using var answer = await _network[0].Cache.GetAsync(CacheFixture.Request("/a"), CancellationToken.None);
            Assert.Null(await DrainAsync(answer.Body!));
        });

        Assert.Equal(0, _network.Web.Hits);
        Assert.Equal(0, _network.Counted("coral.caching.peers.dropped"));
    }

    [Fact]
    public void GetAsync_SlowFetcherAndAnotherCompleteHolder_ChangesToThatOne()
    {
        var slow = new ScriptedBody(_network.Clock)
        {
            Bytes = Right,
            PieceBytes = 1000,
            PieceAfter = TimeSpan.FromSeconds(1),
        };
        var fetcher = new ScriptedPeer { Answer = _ => Growing(slow) };
        var holder = new ScriptedPeer
        {
            Answer = request => ScriptedPeer.Complete(Digests, StoredBody.Of(Right), request.Offset),
        };

        var result = _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(9, fetcher, "/a");
            var get = _network[0].GetAsync("/a");
            await _network.Wait(10);
            await _network.JoinAsync(8, holder, "/a", Digests);
            return await get;
        });

        Assert.Equal((Length, null, 0), (result.Bytes, result.BodyFailure, _network.Web.Hits));
        Assert.InRange(result.EndAfter.TotalSeconds, 10, 40);
        Assert.Equal((1, 1), (fetcher.Asked, holder.Asked));
    }

    [Fact]
    public void GetAsync_AliveButSilent_IsDroppedAfterTheLimit()
    {
        var silent = new ScriptedBody(_network.Clock) { Bytes = Right, PieceAfter = TimeSpan.FromDays(1) };
        var liar = new ScriptedPeer { Answer = _ => Growing(silent) };

        var result = _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(9, liar, "/a");
            return await _network[0].GetAsync("/a");
        });

        Assert.Equal((Length, 1), (result.Bytes, _network.Web.Hits));
        Assert.InRange(result.EndAfter.TotalSeconds, 120, 200);
    }

    private static PeerResponse<IBodyReader> Growing(
        IBodyReader body,
        ReadOnlyMemory<byte> digest = default,
        FieldList? fields = null
    ) =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, fields ?? FieldList.Of(("Cache-Control", "max-age=60"), ("ETag", "\"v\""))),
            Body = body,
            FinalDigest = () => digest,
        };

    private static async Task<FetchFailure?> DrainAsync(IBodyReader body)
    {
        for (long offset = 0; ; )
        {
            var slice = await body.ReadAsync(offset, CancellationToken.None);
            if (slice.Bytes.IsEmpty)
            {
                return slice.Failure;
            }

            offset += slice.Bytes.Length;
        }
    }

    private ClientResult Get(Func<PeerRequest, PeerResponse<IBodyReader>> lie, ContentDigests? claimed) =>
        _network.Clock.Run(async () =>
        {
            await _network.JoinAsync(9, new ScriptedPeer { Answer = lie }, "/a", claimed);
            return await _network[0].GetAsync("/a");
        });

    private void AssertRight(ClientResult result, string reason)
    {
        Assert.Equal((200, Length, null), (result.Code, (int)result.Bytes, result.BodyFailure));
        Assert.Equal(1, _network.Counted($"coral.caching.peers.dropped/{reason}"));
        Assert.Equal(1, _network.Web.Hits);
    }
}
