using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>Churn at a reduced size.</summary>
public sealed class ChurnScenarioTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_ManySeeds_FindsNearlyEverythingForLittle(int seed)
    {
        var result = ChurnScenario.Run(Options(seed, nodes: 60, minutes: 15));

        Assert.InRange(result.LookupSuccess, 0.96, 1);
        Assert.InRange(result.ValueFound, 0.97, 1);
        Assert.InRange(result.OriginRequestsPerObject, 1, 1.5);
        Assert.InRange(result.MaintenanceBytesPerNodeSecond, 20, 250);
    }

    [Fact]
    public void Run_SameSeed_SameBytes() =>
        Assert.Equal(
            ChurnScenario.Run(Options(2, nodes: 30, minutes: 15)).ToJson(),
            ChurnScenario.Run(Options(2, nodes: 30, minutes: 15)).ToJson()
        );

    private static ScenarioOptions Options(int seed, int nodes, int minutes) =>
        new()
        {
            Seed = seed,
            Nodes = nodes,
            Minutes = minutes,
        };
}
