using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The same seed, the same bytes.</summary>
public sealed class ScenarioJsonTests
{
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
