using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Sources;

/// <summary>Views of the index that differ can make nodes follow one another: the lowest id fetches.</summary>
public sealed class CycleTests
{
    [Theory]
    [InlineData(0.02, 0.02)]
    [InlineData(0.5, 0.02)]
    [InlineData(0.02, 0.5)]
    public void GetAsync_TwoFollowOneAnother_TheLowerFetchesAtOnce(double lookupOfLower, double lookupOfHigher)
    {
        using var network = new TestNetwork(2);
        Sees(network, 0, 1);
        Sees(network, 1, 0);
        network[0].Index.LookupTime = TimeSpan.FromSeconds(lookupOfLower);
        network[1].Index.LookupTime = TimeSpan.FromSeconds(lookupOfHigher);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.All(results, result => Assert.Equal((200, 1000L), (result.Code, result.Bytes)));
        Assert.Equal((1, 0), (network[0].OriginRequests, network[1].OriginRequests));
        Assert.Equal(1, network[0].Counted("coral.caching.search.turns/circle"));
        Assert.True(results[1].HeaderAfter < TimeSpan.FromSeconds(1.8), $"{results[1].HeaderAfter}");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void GetAsync_MoreFollowOneAnotherInACycle_TheLowestFetches(int nodes)
    {
        using var network = new TestNetwork(nodes);
        for (var i = 0; i < nodes; i++)
        {
            Sees(network, i, (i + 1) % nodes);
        }

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.All(results, result => Assert.Equal((200, 1000L), (result.Code, result.Bytes)));
        Assert.Equal(1, network.Web.Hits);
        Assert.Equal(1, network[0].OriginRequests);
        Assert.Equal(1, network.Counted("coral.caching.search.turns/circle"));
    }

    [Fact]
    public void GetAsync_ChainThatEndsAtASlowOrigin_IsNoCycle()
    {
        using var network = new TestNetwork(4);
        network.Web.Answer = (_, _) => Script.Cacheable() with { HeaderAfter = TimeSpan.FromSeconds(20) };
        for (var i = 0; i < 3; i++)
        {
            Sees(network, i, i + 1);
        }

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.All(results, result => Assert.Equal(1000, result.Bytes));
        Assert.Equal(1, network[3].OriginRequests);
        Assert.Equal(1, network.Web.Hits);
        Assert.Equal(0, network.Counted("coral.caching.search.turns/circle"));
    }

    private static void Sees(TestNetwork network, int node, int other)
    {
        var contact = network[other].Contact;
        var pointer = new Pointer(contact, PointerFlags.None, default, 0);
        var value = new IndexValue(contact.Id, pointer.Encode(), TimeSpan.FromSeconds(20), IsAlive: false);
        network[node].Index.View = (_, _) =>
            new GetOrPutResult(GetOrPutOutcome.Found, [value], ClusterLevel.Near, default);
    }
}
