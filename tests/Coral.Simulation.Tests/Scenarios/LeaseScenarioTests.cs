using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The lease at a reduced size, three seeds; more of both are bench/Coral.Scenarios'.</summary>
public sealed class LeaseScenarioTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lease_WithEntriesMissing_ElectsExactlyOneThatAllReach(int seed)
    {
        var options = new ScenarioOptions
        {
            Seed = seed,
            Nodes = 250,
            Callers = 60,
            MissingContacts = 0.05,
        };
        var result = LeaseScenario.Run(options);

        Assert.Equal(1, result.Firsts);
        Assert.Equal(60, result.Reached);
    }

    [Fact]
    public void Lease_WithLossAndPairsThatCannotCommunicate_AlwaysGoesToACaller()
    {
        var unkind = new NetworkConditions { Loss = 0.01, NonTransitiveShare = 0.023 };
        var firsts = Enumerable
            .Range(1, 10)
            .Select(seed =>
                LeaseScenario
                    .Run(
                        new ScenarioOptions
                        {
                            Seed = seed,
                            Nodes = 250,
                            Callers = 60,
                            Conditions = unkind,
                        }
                    )
                    .Firsts
            )
            .ToList();

        Assert.DoesNotContain(0, firsts);
        Assert.True(firsts.Count(f => f == 1) >= 9, string.Join(' ', firsts));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lease_WithCrashesAndJoins_ElectsAnotherNumberOnlyWhereTheNearestChanged(int seed)
    {
        var result = LeaseScenario.Run(
            new ScenarioOptions
            {
                Seed = seed,
                Nodes = 150,
                Callers = 40,
                Deaths = 10,
            }
        );

        Assert.True(result.Firsts == 1 || (result.Firsts > 1 && result.NearestChanged is true), result.ToJson());
    }
}
