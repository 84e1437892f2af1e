using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>A response that is not for others is given to nobody, and held against nobody.</summary>
public sealed class UnsharedResponseTests
{
    [Theory]
    [InlineData("private")]
    [InlineData("no-store")]
    public void GetAsync_Unshareable_EveryNodeFetchesWithoutWaitingInLine(string directive)
    {
        using var network = new TestNetwork(9);
        network.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", directive)) with
            {
                Length = 100_000,
                ChunkBytes = 1000,
                ChunkAfter = TimeSpan.FromSeconds(1),
            };

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(9, network.Web.Hits);
        Assert.All(results, result => Assert.Equal((100_000L, "origin"), (result.Bytes, result.Status.Detail)));
        Assert.All(results, result => Assert.True(result.HeaderAfter < TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void GetAsync_HeaderOfAnUnshareableResponse_GivesTheLeaseUpBeforeTheBody()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "private")) with
            {
                ChunkAfter = TimeSpan.FromSeconds(60),
            };

        network.Clock.Run(async () =>
        {
            var get = network[0].GetAsync("/a");
            await network.Wait(2);
            Assert.Equal(1, network[0].Index.Forgotten);
            await get;
        });
    }

    [Fact]
    public void GetAsync_APeerSaysUnshareable_NoRequestHereWaitsForTheFirst()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (_, n) =>
            Script.Ok(("Cache-Control", "private")) with
            {
                HeaderAfter = TimeSpan.FromSeconds(n == 1 ? 1 : 10),
                ChunkAfter = TimeSpan.FromSeconds(20),
            };

        network.Clock.Run(async () =>
        {
            var first = network[0].GetAsync("/a");
            var second = network[1].GetAsync("/a");
            await network.Wait(3);
            var third = network[1].GetAsync("/a");
            await network.Wait(1);
            Assert.Equal(3, network.Web.Hits);
            await Task.WhenAll(first, second, third);
        });
    }

    [Fact]
    public void RespondAsync_KnownToBeUnshareable_SaysSo()
    {
        using var network = new TestNetwork(2);
        network.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "private"));

        var answer = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            var request = new PeerRequest(CacheFixture.Request("/a"), network[1].Contact);
            return await network[0].Service.RespondAsync(request, CancellationToken.None);
        });

        Assert.Equal((PeerOutcome.NotHere, "*"), (answer.Outcome, answer.Vary));
    }

    [Fact]
    public void GetAsync_KnownToBeUnshareable_LooksNothingUp()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "private"));

        network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network[0].GetAsync("/a");
        });

        Assert.Equal((2, 1), (network.Web.Hits, network[0].Index.Lookups));
        Assert.Equal(1, network[0].Index.Forgotten);
    }
}
