using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Cooperation;

/// <summary>A response that is not for others is given to nobody, and held against nobody.</summary>
public sealed class UnsharedResponseTests
{
    [Theory]
    [InlineData("private")]
    [InlineData("no-store")]
    public void GetAsync_NotForOthers_EveryNodeAsksTheOriginWithoutWaitingInLine(string directive)
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
    public void GetAsync_KnownNotToBeForOthers_NobodyWalks()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "private"));

        network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network[0].GetAsync("/a");
        });

        Assert.Equal((2, 1), (network.Web.Hits, network[0].Index.Walks));
        Assert.Equal(1, network[0].Index.Forgotten);
    }
}
