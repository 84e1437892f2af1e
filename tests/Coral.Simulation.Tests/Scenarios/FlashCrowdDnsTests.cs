using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The paper's figure 5 in small; the whole is bench/Coral.Scenarios'.</summary>
public sealed class FlashCrowdDnsTests
{
    private static readonly ScenarioOptions Small = new() { Nodes = 50, Minutes = 2 };

    [Fact]
    public void FlashCrowd_WithHints_TakesHalfTheTimeOfOneLevelAtTheMedian()
    {
        var single = FlashCrowdScenario.Run(Small with { Levels = 1, Finding = ProxyFinding.Names });
        var hints = FlashCrowdScenario.Run(Small with { Finding = ProxyFinding.NamesWithHints });
        var oracle = FlashCrowdScenario.Run(Small with { Finding = ProxyFinding.Nearest });

        Assert.All([single, hints, oracle], r => Assert.Equal((12, 0), (r.OriginRequests, r.Failed)));
        Assert.All([single, hints, oracle], r => Assert.Equal(r.ClientRequests, r.ClientTimes.Count));
        Assert.True(hints.ClientMs!.P50 <= single.ClientMs!.P50 / 2, $"{hints.ClientMs} to {single.ClientMs}");
        Assert.True(oracle.ClientMs!.P50 <= hints.ClientMs.P50, $"{oracle.ClientMs} to {hints.ClientMs}");
        Assert.Equal((true, false), (hints.Hints, single.Hints));
    }

    [Fact]
    public void FlashCrowd_WithCrashes_FindsOtherProxies()
    {
        var result = FlashCrowdScenario.Run(Small with { Finding = ProxyFinding.NamesWithHints, Crash = 0.1 });

        // Only clients that were fetching from a node that crashed get no response.
        Assert.InRange(result.Failed, 0, result.ClientRequests / 100);
    }

    [Fact]
    public void FlashCrowd_WithoutDns_HasNoClientTimes() =>
        Assert.Null(FlashCrowdScenario.Run(Small with { Nodes = 10 }).ClientMs);
}
