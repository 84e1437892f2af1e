using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>Look-ups at a reduced size, ten seeds.</summary>
public sealed class LookupsScenarioTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lookups_WithConvergedTables_FindTheClosestInHalfOfLog2Hops(int seed)
    {
        var result = LookupsScenario.Run(
            new ScenarioOptions
            {
                Seed = seed,
                Nodes = 250,
                Minutes = 1,
            }
        );

        Assert.Equal(1, result.FoundClosest);
        Assert.InRange(result.Hops.Mean, 1, (Math.Log2(250) / 2) + 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lookups_WithLossAndPairsThatCannotCommunicate_FindTheClosestNearlyAlways(int seed)
    {
        var unkind = new NetworkConditions { Loss = 0.01, NonTransitiveShare = 0.023 };
        var options = new ScenarioOptions
        {
            Seed = seed,
            Nodes = 250,
            Minutes = 2,
            Conditions = unkind,
        };

        Assert.InRange(LookupsScenario.Run(options).FoundClosest, 0.98, 1);
    }
}
