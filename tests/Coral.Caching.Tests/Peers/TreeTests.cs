using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Peers;

/// <summary>A crowd for a large object forms a tree: nobody sends more copies at a time than it may.</summary>
public sealed class TreeTests
{
    [Theory]
    [InlineData(8, 40)]
    [InlineData(2, 40)]
    [InlineData(1, 12)]
    public void GetAsync_CrowdForALargeObject_NoNodeUploadsMoreThanItMay(int uploads, int nodes)
    {
        using var network = new TestNetwork(nodes, new CooperationOptions { UploadsPerObject = uploads, Rounds = 16 });
        network.Web.Answer = (_, _) =>
            Script.Cacheable() with
            {
                Length = 2_000_000,
                ChunkBytes = 50_000,
                ChunkAfter = TimeSpan.FromSeconds(0.5),
            };
        var most = 0L;

        var results = network.Clock.Run(async () =>
        {
            var all = network.AllGetAsync("/a");
            while (!all.IsCompleted)
            {
                most = Math.Max(most, network.Nodes.Max(node => node.Counted("coral.caching.uploads")));
                await network.Wait(0.01);
            }

            return await all;
        });

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal(2_000_000, result.Bytes));
        Assert.Equal(uploads, most);
        Assert.Equal(0, network.Counted("coral.caching.uploads"));
    }

    [Fact]
    public void RespondAsync_Full_NamesTheReceivers()
    {
        using var network = new TestNetwork(4, new CooperationOptions { UploadsPerObject = 2 });

        var third = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            var first = await AskAsync(1);
            await AskAsync(2);
            var third = await AskAsync(3);
            first.Dispose();
            first.Dispose();
            Assert.Equal(PeerOutcome.Answered, (await AskAsync(3)).Outcome);
            Assert.Equal(PeerOutcome.Full, (await AskAsync(1)).Outcome);
            return third;
        });

        Assert.Equal(PeerOutcome.Full, third.Outcome);
        Assert.Equal([network[1].Contact, network[2].Contact], third.Others);

        Task<PeerResponse<IBodyReader>> AskAsync(int from) =>
            network[0]
                .Service.RespondAsync(
                    new PeerRequest(CacheFixture.Request("/a"), network[from].Contact),
                    CancellationToken.None
                );
    }

    [Fact]
    public void GetAsync_EveryHolderFullForAWhile_WaitsAndTriesAgain()
    {
        using var network = new TestNetwork(3, new CooperationOptions { UploadsPerObject = 1 });

        var result = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            var request = new PeerRequest(CacheFixture.Request("/a"), TestNetwork.ContactOf(50));
            var taken = await network[0].Service.RespondAsync(request, CancellationToken.None);
            var get = network[1].GetAsync("/a");
            await network.Wait(2);
            taken.Dispose();
            return await get;
        });

        Assert.Equal("level0", result.Status.Detail);
        Assert.Equal(1, network.Web.Hits);
    }
}
