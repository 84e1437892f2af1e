using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>
/// The paper's flash crowd with half of its nodes, for two minutes; the whole, half an hour with a hundred seeds, is
/// bench/Coral.Scenarios'.
/// </summary>
public sealed class FlashCrowdScenarioTests
{
    private const int Files = 12;

    private static readonly ScenarioOptions Small = new() { Nodes = 80, Minutes = 2 };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FlashCrowd_OfTwelveFiles_CostsTheOriginOneRequestEach(int seed)
    {
        var result = FlashCrowdScenario.Run(Small with { Seed = seed });

        Assert.Equal((Files, 0), (result.OriginRequests, result.Failed));
        Assert.True(result.ByMinute[1].Level2 > result.ByMinute[1].Level1, result.ToJson());
        Assert.InRange(result.MostUploads, 1, 8);
        Assert.Equal(result.ClientRequests, result.ByMinute.Sum(m => m.Local + m.Away));
        Assert.Equal(result.FetchTimes.Count, result.ByMinute.Sum(m => m.Away));
        Assert.Equal(Files, result.ByMinute.Sum(m => m.Origin));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FlashCrowd_WithLossAndCrashes_CostsOneMoreForAFetcherThatDiedAtMost(int seed)
    {
        var result = FlashCrowdScenario.Run(
            Small with
            {
                Seed = seed,
                Conditions = new NetworkConditions { Loss = 0.01 },
                Crash = 0.05,
            }
        );

        Assert.InRange(result.OriginRequests, Files, Files + result.FetchersDied);
        Assert.Equal(0, result.Failed);
    }

    [Fact]
    public void FlashCrowd_OverThreeLevels_HalvesTheTimeToTheFirstByteOfOne()
    {
        var three = FlashCrowdScenario.Run(Small);
        var one = FlashCrowdScenario.Run(Small with { Levels = 1 });

        Assert.Equal(1, one.Levels);
        Assert.All(one.ByMinute, minute => Assert.Equal((0, 0), (minute.Level2, minute.Level1)));
        Assert.True(three.FetchMs.P50 <= one.FetchMs.P50 / 2, $"{three.FetchMs.P50} to {one.FetchMs.P50} ms");
    }

    [Fact]
    public void FlashCrowd_AfterTenMinutes_HardlyLeavesTheLocalCache()
    {
        var result = FlashCrowdScenario.Run(new ScenarioOptions { Nodes = 40, Minutes = 14 });
        var late = result.ByMinute.Skip(10).ToList();

        Assert.True(late.Sum(m => m.Away) < 0.05 * late.Sum(m => m.Away + m.Local), result.ToJson());
    }
}
