using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The index's scenarios at reduced sizes, ten seeds each.</summary>
public sealed class ScenarioTests
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
    public void Lookups_WithLossAndPairsThatCannotTalk_FindTheClosestNearlyAlways(int seed)
    {
        var unkind = new NetworkConditions { Loss = 0.01, NonTransitiveShare = 0.023 };
        var options = new ScenarioOptions
        {
            Seed = seed,
            Nodes = 250,
            Minutes = 2,
            Conditions = unkind,
        };

        // The 2.3 % of callers whose pair with the closest node fails can never find it themselves.
        Assert.InRange(LookupsScenario.Run(options).FoundClosest, 0.95, 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void HotKey_AtAnyNode_StaysWithinTheLeakage(int seed)
    {
        var result = HotKeyScenario.Run(
            new ScenarioOptions
            {
                Seed = seed,
                Nodes = 128,
                Minutes = 3,
                Rate = 2,
            }
        );

        Assert.Equal(84, result.Bound);
        Assert.Equal(0, result.FarHalfMax);
        Assert.All(result.PutsAtClosest.Skip(1), puts => Assert.InRange(puts, 0, 12 * result.LeakedThrough));
        Assert.InRange(result.GetsAtHottest[0], 0, 40);
        Assert.All(result.GetsAtHottest.Skip(1), gets => Assert.Equal(0, gets));
    }

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
    public void Lease_WithLossAndPairsThatCannotTalk_NeverElectsNobody()
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

    [Fact]
    public void Json_OfTheSameSeed_IsTheSameByteForByte()
    {
        var options = new ScenarioOptions
        {
            Seed = 3,
            Nodes = 100,
            Minutes = 1,
            Rate = 1,
            Callers = 20,
        };

        Assert.Equal(LookupsScenario.Run(options).ToJson(), LookupsScenario.Run(options).ToJson());
        Assert.Equal(HotKeyScenario.Run(options).ToJson(), HotKeyScenario.Run(options).ToJson());
        Assert.Equal(LeaseScenario.Run(options).ToJson(), LeaseScenario.Run(options).ToJson());
        Assert.StartsWith(
            "{\"scenario\":\"lease\",\"seed\":3,\"nodes\":100,",
            LeaseScenario.Run(options).ToJson(),
            StringComparison.Ordinal
        );
    }
}
