using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Sources;

/// <summary>The fetcher dies: exactly one follower takes over, and no reader notices.</summary>
public sealed class TakeoverTests
{
    private const int Length = 1_000_000;

    private static Script Slow { get; } =
        Script.Ok(("Cache-Control", "max-age=600"), ("ETag", "\"v1\"")) with
        {
            Length = Length,
            ChunkBytes = 50_000,
            ChunkAfter = TimeSpan.FromSeconds(0.1),
            HasRanges = true,
        };

    [Fact]
    public void GetAsync_FetcherDiesBeforeTheFirstByte_OneFollowerFetches()
    {
        using var network = new TestNetwork(6);
        network.Web.Answer = (_, n) => n == 1 ? Slow with { HeaderAfter = TimeSpan.FromMinutes(10) } : Slow;

        var results = RunWithDeath(network, 5);

        AssertWhole(results);
        Assert.Equal(2, network.Web.Hits);
        Assert.Null(network.Web.Requests[1].Fields.Get("Range"));
    }

    [Fact]
    public void GetAsync_FetcherDiesInMidTransfer_OneFollowerRequestsTheRest()
    {
        using var network = new TestNetwork(6);
        network.Web.Answer = (_, _) => Slow;

        var results = RunWithDeath(network, 1.53);

        AssertWhole(results);
        Assert.Equal(2, network.Web.Hits);
        var rest = network.Web.Requests[1].Fields;
        Assert.Equal("\"v1\"", rest.Get("If-Range"));
        Assert.StartsWith("bytes=", rest.Get("Range"), StringComparison.Ordinal);
        Assert.Equal(1, network.Counted("coral.caching.takeovers"));
        Assert.All(network.Nodes.Skip(1), node => Assert.Equal(1, node.Store.Count));
    }

    [Fact]
    public void GetAsync_StaleOnArrivalAndTheFetcherDies_FollowersGoOnWithTheOneThatTookOver()
    {
        using var network = new TestNetwork(6);
        network.Web.Answer = (_, _) => Slow with { Fields = Slow.Fields.With("Cache-Control", "no-cache") };

        var results = RunWithDeath(network, 1.53);

        AssertWhole(results);
        Assert.Equal(2, network.Web.Hits);
    }

    [Fact]
    public void GetAsync_NextHolderHasAnotherVersion_ItsBytesAreNotMixedIn()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Slow;
        var other = Slow.Fields.With("ETag", "\"v2\"");
        var lost = new ScriptedBody(network.Clock)
        {
            Bytes = Content.Bytes(300_000),
            IsUndeclared = true,
            Failure = FetchFailure.ConnectionLost,
        };
        var fetcher = new ScriptedPeer { Answer = _ => Growing(lost, Slow.Fields) };
        byte[] bytes = [.. Content.Bytes(300_000), .. new byte[Length - 300_000]];
        var next = new ScriptedPeer { Answer = _ => Growing(StoredBody.Of(bytes), other) };

        var result = network.Clock.Run(async () =>
        {
            var contact = await network.JoinAsync(8, fetcher, "/a");
            var get = network[0].GetAsync("/a");
            await network.Wait(0.04);
            await network.JoinAsync(9, next, "/a");
            network.Index.SetReachable(contact.Id, reachable: false);
            return await get;
        });

        AssertWhole([result]);
        Assert.Equal((1, 1), (next.Asked, network.Web.Hits));
        Assert.Equal(1, network.Counted("coral.caching.peers.dropped/other-version"));
    }

    [Fact]
    public void GetAsync_OneAfterAnotherDies_EachDeathCostsOneRequest()
    {
        using var network = new TestNetwork(6);
        network.Web.Answer = (_, _) => Slow;

        var results = network.Clock.Run(async () =>
        {
            _ = network[0].GetAsync("/a");
            await network.Wait(0.1);
            var gets = network.Nodes.Skip(1).Select(node => (Node: node, Get: node.GetAsync("/a"))).ToList();
            for (var death = 1; death <= 3; death++)
            {
                await network.Wait(1.4 / death);
                var fetcher = network.Nodes.Single(node => !node.IsDead && node.OriginRequests > 0);
                fetcher.Kill();
            }

            return await Task.WhenAll(gets.Where(g => !g.Node.IsDead).Select(g => g.Get));
        });

        Assert.Equal(3, results.Length);
        AssertWhole(results);
        Assert.Equal(4, network.Web.Hits);
    }

    [Fact]
    public void GetAsync_NearHoldersAllFollowIt_RootsMeetAtLevelZero()
    {
        using var network = new TestNetwork(5);
        network.Web.Answer = (_, _) => Slow;
        Sees(network, 2, first: 4, then: 0);
        Sees(network, 3, first: 4, then: 1);
        Sees(network, 0, first: 2, then: 2);
        Sees(network, 1, first: 3, then: 3);

        var results = network.Clock.Run(async () =>
        {
            _ = network[4].GetAsync("/a");
            await network.Wait(0.1);
            var gets = network.Nodes.Take(4).Select(node => node.GetAsync("/a")).ToList();
            await network.Wait(1.53);
            network[4].Kill();
            return await Task.WhenAll(gets);
        });

        AssertWhole(results);
        Assert.Equal(2, network.Web.Hits);
        Assert.Equal(1, network.Counted("coral.caching.takeovers"));
        Assert.Equal(0, network.Counted("coral.caching.search.turns/circle"));
    }

    [Fact]
    public void GetAsync_FirstAtLevelZeroFollowsIt_TheRootFetchesAtOnce()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, _) => Slow;
        Sees(network, 1, first: 3, then: 0, atLevelZero: true);
        Sees(network, 2, first: 1, then: 1);
        Sees(network, 0, first: 2, then: 2);

        var results = network.Clock.Run(async () =>
        {
            _ = network[3].GetAsync("/a");
            await network.Wait(0.1);
            var gets = network.Nodes.Take(3).Select(node => node.GetAsync("/a")).ToList();
            await network.Wait(1.53);
            network[3].Kill();
            return await Task.WhenAll(gets);
        });

        AssertWhole(results);
        Assert.Equal(2, network.Web.Hits);
        Assert.Equal(1, network[1].OriginRequests);
        Assert.All(results, result => Assert.InRange(result.EndAfter.TotalSeconds, 0, 8));
    }

    [Fact]
    public void GetAsync_OriginWithoutRanges_TheBeginningIsReadPast()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, _) => Slow with { HasRanges = false };

        var results = RunWithDeath(network, 1.53);

        AssertWhole(results);
        Assert.Equal(2, network.Web.Hits);
    }

    [Fact]
    public void GetAsync_NoValidatorButTheSameBytes_TheBeginningIsReadPastAndCompared()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, _) => Slow with { Fields = Script.Cacheable().Fields };

        var results = RunWithDeath(network, 1.53);

        AssertWhole(results);
        Assert.Null(network.Web.Requests[1].Fields.Get("Range"));
    }

    [Fact]
    public void GetAsync_NoValidatorAndOtherBytes_TheBodyIsBrokenOff()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, n) => Slow with { Fields = Script.Cacheable().Fields, IsOther = n > 1 };

        var results = RunWithDeath(network, 1.53);

        Assert.All(results, result => Assert.NotNull(result.BodyFailure));
        Assert.All(network.Nodes.Skip(1), node => Assert.Equal(0, node.Store.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GetAsync_ValidatorHasChanged_TheBodyIsBrokenOff(bool isOther)
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, n) =>
            n == 1 ? Slow : Slow with { Fields = Slow.Fields.With("ETag", "\"v2\""), IsOther = isOther };

        var results = RunWithDeath(network, 1.53);

        Assert.All(results, result => Assert.NotNull(result.BodyFailure));
        Assert.All(results, result => Assert.InRange(result.Bytes, 1, Length - 1));
        Assert.All(network.Nodes.Skip(1), node => Assert.Equal(0, node.Store.Count));
    }

    [Fact]
    public void GetAsync_RightPartOfAnotherVersion_TheBodyIsBrokenOff()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (request, n) =>
            n == 1
                ? Slow
                : Slow with
                {
                    Status = 206,
                    HasRanges = false,
                    Fields = FieldList.Of(
                        ("ETag", "\"v2\""),
                        ("Content-Range", $"bytes {request.Fields.Get("Range")![6..^1]}-999999/1000000")
                    ),
                };

        var results = RunWithDeath(network, 1.53);

        Assert.All(results, result => Assert.Equal(FetchFailure.ConnectionLost, result.BodyFailure));
    }

    [Fact]
    public void GetAsync_LostWithTheLastByteOfABodyOfUnknownLength_TheOriginSaysThatItWasAll()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Slow;
        var lost = new ScriptedBody(network.Clock)
        {
            Bytes = Content.Bytes(Length),
            IsUndeclared = true,
            Failure = FetchFailure.ConnectionLost,
        };
        var fetcher = new ScriptedPeer { Answer = _ => Growing(lost, Slow.Fields) };

        var result = network.Clock.Run(async () =>
        {
            var contact = await network.JoinAsync(9, fetcher, "/a");
            var get = network[0].GetAsync("/a");
            await network.Wait(0.1);
            network.Index.SetReachable(contact.Id, reachable: false);
            return await get;
        });

        AssertWhole([result]);
        Assert.Equal(1, network.Web.Hits);
    }

    [Theory]
    [InlineData("bytes 0-999999/1000000")]
    [InlineData("bytes 5-9/10")]
    [InlineData("rubbish")]
    public void GetAsync_OtherPartThanRequested_TheBodyIsBrokenOff(string contentRange)
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (_, n) =>
            n == 1
                ? Slow
                : Slow with
                {
                    Status = 206,
                    HasRanges = false,
                    Fields = Slow.Fields.With("Content-Range", contentRange),
                };

        var results = RunWithDeath(network, 1.53);

        Assert.All(results, result => Assert.Equal(FetchFailure.ConnectionLost, result.BodyFailure));
    }

    [Fact]
    public void GetAsync_ByDate_TheRestIsRequestedByDate()
    {
        using var network = new TestNetwork(3);
        var fields = Script
            .Cacheable()
            .Fields.With("Last-Modified", "Mon, 29 Mar 2004 00:00:00 GMT")
            .With("Date", "Mon, 29 Mar 2004 00:01:00 GMT");
        network.Web.Answer = (_, _) => Slow with { Fields = fields };

        AssertWhole(RunWithDeath(network, 1.53));
        Assert.Equal("Mon, 29 Mar 2004 00:00:00 GMT", network.Web.Requests[1].Fields.Get("If-Range"));
    }

    [Fact]
    public void GetAsync_FetcherDiesWithoutFollowers_ItsLeaseIsPassedOver()
    {
        using var network = new TestNetwork(2);

        var second = network.Clock.Run(async () =>
        {
            _ = network[0].GetAsync("/a");
            await network.Wait(0.5);
            network[0].Kill();
            return await network[1].GetAsync("/a");
        });

        Assert.Equal((200, 1000L), (second.Code, second.Bytes));
        Assert.Equal(2, network.Web.Hits);
    }

    /// <summary>What the index shows a node: another at first, one nearby when it has given that up.</summary>
    private static void Sees(TestNetwork network, int node, int first, int then, bool atLevelZero = false) =>
        network[node].Index.View = (except, levels) =>
        {
            var isBeginning = except.Count == 0;
            if (!isBeginning && levels == LevelRange.Only(ClusterLevel.Global) && !atLevelZero)
            {
                return null;
            }

            var contact = network[isBeginning ? first : then].Contact;
            var pointer = new Pointer(contact, PointerFlags.None, default, 0);
            var value = new IndexValue(contact.Id, pointer.Encode(), TimeSpan.FromSeconds(20), IsAlive: false);
            var level = isBeginning || !atLevelZero ? ClusterLevel.Near : ClusterLevel.Global;
            return new GetOrPutResult(GetOrPutOutcome.Found, [value], level, default);
        };

    private static PeerResponse<IBodyReader> Growing(IBodyReader body, FieldList fields) =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, fields),
            Body = body,
        };

    /// <summary>Node 0 begins, the others follow, node 0 dies.</summary>
    private static ClientResult[] RunWithDeath(TestNetwork network, double after) =>
        network.Clock.Run(async () =>
        {
            _ = network[0].GetAsync("/a");
            await network.Wait(0.1);
            var gets = network.Nodes.Skip(1).Select(node => node.GetAsync("/a")).ToList();
            await network.Wait(after);
            network[0].Kill();
            return await Task.WhenAll(gets);
        });

    private static void AssertWhole(ClientResult[] results) =>
        Assert.All(
            results,
            result => Assert.Equal((200, Length, null), (result.Code, (int)result.Bytes, result.BodyFailure))
        );
}
