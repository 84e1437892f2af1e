using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>An origin that refuses one node is left alone by all: one probe in the whole network.</summary>
public sealed class SharedRefusalTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("no-store, private")]
    public void GetAsync_CrowdAtAllNodesMeetsARefusal_OneRequestIsSent(string? control)
    {
        using var network = new TestNetwork(20);
        network.Web.Answer = (_, _) => Refusal(control);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(
            results,
            result =>
                Assert.True(result.Code == 429 || result.Answer is { Failure: FetchFailure.Refused, RefusedWith: 429 })
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-store")]
    public void GetAsync_OtherNodesAskLater_RepeatTheRefusalWithoutARequest(string? control)
    {
        using var network = new TestNetwork(20);
        network.Web.Answer = (_, _) => Refusal(control);

        var results = network.Clock.Run(async () =>
        {
            await network[3].GetAsync("/a");
            await network.Wait(60);
            return await network.AllGetAsync("/a");
        });

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal(FetchFailure.Refused, result.Answer.Failure));
        Assert.All(results, result => Assert.InRange(result.Answer.RetryAfter!.Value.TotalSeconds, 230, 241));
    }

    [Fact]
    public void GetAsync_AllNodesHaveAStaleCopy_AllServeItAndOneProbeIsSentEachTime()
    {
        using var network = new TestNetwork(10);
        network.Web.Answer = (_, number) => number == 1 ? Script.Cacheable() : Refusal(null);

        var (first, during, after) = network.Clock.Run(async () =>
        {
            await network.AllGetAsync("/a");
            await network.Wait(120);
            var first = await network.AllGetAsync("/a");
            await network.Wait(120);
            var during = (await network.AllGetAsync("/a"), network.Web.Hits);
            await network.Wait(200);
            return (first, during, (await network.AllGetAsync("/a"), network.Web.Hits));
        });

        Assert.All([.. first, .. during.Item1, .. after.Item1], result => Assert.Equal(200, result.Code));
        Assert.Equal((2, 3), (during.Hits, after.Hits));
    }

    [Fact]
    public void GetAsync_RefusalIsOver_TheNetworkFetchesOnce()
    {
        using var network = new TestNetwork(10);
        network.Web.Answer = (_, number) => number == 1 ? Refusal("no-store") : Script.Cacheable();

        var results = network.Clock.Run(async () =>
        {
            await network[3].GetAsync("/a");
            await network.AllGetAsync("/a");
            await network.Wait(301);
            return await network.AllGetAsync("/a");
        });

        Assert.All(results, result => Assert.Equal(200, result.Code));
        Assert.Equal(2, network.Web.Hits);
    }

    [Fact]
    public void GetAsync_RedirectThatLeadsBack_IsBelievedOfOneNode()
    {
        using var network = new TestNetwork(10);
        network.Web.Answer = (_, _) => Script.Fails(FetchFailure.RedirectsBack);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.Equal(1, network.Web.Hits);
        Assert.All(results, result => Assert.Equal(FetchFailure.RedirectsBack, result.Answer.Failure));
    }

    private static Script Refusal(string? control) =>
        (
            control is null
                ? Script.Ok(("Retry-After", "300"))
                : Script.Ok(("Retry-After", "300"), ("Cache-Control", control))
        ) with
        {
            Status = 429,
        };
}
