using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The hot key at a reduced size, three seeds; more of both are bench/Coral.Scenarios'.</summary>
public sealed class HotKeyScenarioTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 3)];

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
                Rate = 20,
            }
        );

        Assert.Equal(84, result.Bound);
        Assert.Equal(0, result.FarHalfMax);
        Assert.All(result.PutsAtClosest.Skip(1), puts => Assert.InRange(puts, 0, 12 * result.LeakedThrough));
        Assert.InRange(result.GetsAtHottest[0], 0, 40);
        Assert.All(result.GetsAtHottest.Skip(1), gets => Assert.Equal(0, gets));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void HotKey_PairsThatEndAtHomeLeftOut_ShowsTheSame(int rate)
    {
        var options = new ScenarioOptions
        {
            Seed = 7,
            Nodes = 64,
            Minutes = 2,
            Rate = rate,
        };

        Assert.Equal(HotKeyScenario.Run(options, makesEveryPair: true).ToJson(), HotKeyScenario.Run(options).ToJson());
    }
}
