using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>An origin that fails is asked by two nodes, not by all.</summary>
public sealed class OriginFailureTests
{
    [Fact]
    public void GetAsync_OriginFailsAllNodes_GetsTwoRequests()
    {
        using var network = new TestNetwork(20);
        network.Web.Answer = (_, _) => Script.Fails(FetchFailure.ConnectFailed);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(2, network.Web.Hits);
        Assert.All(results, result => Assert.Null(result.Code));
    }

    [Fact]
    public void GetAsync_TwoPeersReportThatTheOriginFailed_FailsWithoutARequest()
    {
        using var network = new TestNetwork(1);

        var result = network.Clock.Run(async () =>
        {
            await network.JoinAsync(8, Failed(), "/a");
            await network.JoinAsync(9, Failed(), "/a");
            return await network[0].GetAsync("/a");
        });

        Assert.Equal((null, FetchFailure.ConnectFailed, 0), (result.Code, result.Answer.Failure, network.Web.Hits));

        static ScriptedPeer Failed() =>
            new()
            {
                Answer = _ => new PeerResponse<IBodyReader>
                {
                    Outcome = PeerOutcome.OriginFailed,
                    Failure = FetchFailure.ConnectFailed,
                },
            };
    }

    [Fact]
    public void GetAsync_OriginFailsOneNode_AnotherFetches()
    {
        using var network = new TestNetwork(5);
        network.Web.Answer = (_, n) => n == 1 ? Script.Fails(FetchFailure.ConnectTimedOut) : Script.Cacheable();

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(2, network.Web.Hits);
        Assert.Equal(4, results.Count(result => result.Bytes == 1000));
    }

    [Fact]
    public void GetAsync_OriginRespondsWithAnError_ItIsShared()
    {
        using var network = new TestNetwork(5);
        network.Web.Answer = (_, _) => Script.Cacheable() with { Status = 503 };

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal(503, result.Code));
    }

    [Fact]
    public void GetAsync_OriginBreaksTheBodyOff_OneFollowerGetsTheRest()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, n) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("ETag", "\"v\"")) with
            {
                Length = n == 1 ? 100_000 : 300_000,
                Declared = 300_000,
                HasRanges = true,
                ChunkBytes = 10_000,
                ChunkAfter = TimeSpan.FromSeconds(0.2),
                BodyFailure = n == 1 ? FetchFailure.ConnectionLost : null,
            };

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(3, results.Count(result => result.Bytes == 300_000 && result.BodyFailure is null));
        Assert.Equal(2, network.Web.Hits);
    }
}
