using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Cooperation;

/// <summary>However many nodes ask, and whenever: the origin is asked once.</summary>
public sealed class OnceTests
{
    [Fact]
    public void GetAsync_TwoNodesRace_OneFetchesAndTheOtherFollows()
    {
        using var network = new TestNetwork(2);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal((200, 1000L), (result.Code, result.Bytes)));
        Assert.Single(results, result => result.Status is { Detail: "origin", Collapsed: false });
        Assert.Single(results, result => result.Status is { Detail: "level0", Collapsed: true });
    }

    [Fact]
    public void GetAsync_StoredElsewhere_ComesFromThere()
    {
        using var network = new TestNetwork(2);

        var (second, third) = network.Clock.Run(async () =>
        {
            await network[0].GetAsync("/a");
            await network.Wait(10);
            return (await network[1].GetAsync("/a"), await network[1].GetAsync("/a"));
        });

        Assert.Equal(1, network.Web.Hits);
        Assert.True(second.Status is { Detail: "level0", Collapsed: false, Stored: true });
        Assert.Equal(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(Math.Floor(second.Answer.Age.TotalSeconds)));
        Assert.True(third.Status.Hit);
    }
}
