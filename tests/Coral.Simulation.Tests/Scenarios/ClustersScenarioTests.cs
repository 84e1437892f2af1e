using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>
/// Clusters at reduced sizes, three seeds: fewer nodes find coarser clusters, so the bounds are lower than in
/// bench/Coral.Clusters.
/// </summary>
public sealed class ClustersScenarioTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Start_ManySeeds_ConvergesNearTheReferenceAndStays(int seed)
    {
        var result = ClustersScenario.Run(Options(seed, nodes: 40, minutes: 45));

        Assert.InRange(result.Purity.Level1, 0.92, 1);
        Assert.InRange(result.Purity.Level2, 0.92, 1);
        Assert.InRange(result.Coverage.Level1, 0.8 * result.Reference.Level1, 1);
        Assert.InRange(result.Coverage.Level2, 0.70 * result.Reference.Level2, 1);
    }

    [Fact]
    public void Start_SameSeed_SameBytes()
    {
        var options = Options(seed: 3, nodes: 30, minutes: 20);

        Assert.Equal(ClustersScenario.Run(options).ToJson(), ClustersScenario.Run(options).ToJson());
    }

    [Fact]
    public void Merge_OneNodeLearnsOfTheOtherNetwork_BothShareClusters()
    {
        var result = ClustersScenario.Run(Options(seed: 1, nodes: 40, minutes: 160), ClustersStory.Merge);

        Assert.InRange(result.Coverage.Level1, 0.8 * result.Reference.Level1, 1);
        Assert.InRange(result.Coverage.Level2, 0.70 * result.Reference.Level2, 1);
    }

    [Fact]
    public void Heal_AfterTwoHoursApart_BothHalvesShareClusters()
    {
        var result = ClustersScenario.Run(Options(seed: 1, nodes: 40, minutes: 260), ClustersStory.Heal);

        Assert.InRange(result.Coverage.Level1, 0.8 * result.Reference.Level1, 1);
        Assert.InRange(result.Coverage.Level2, 0.70 * result.Reference.Level2, 1);
    }

    private static ScenarioOptions Options(int seed, int nodes, int minutes) =>
        new()
        {
            Seed = seed,
            Nodes = nodes,
            Minutes = minutes,
        };
}
