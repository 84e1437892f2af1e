using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>A crowd for one object of 2 MB; the 50 MB are bench/Coral.Scenarios'.</summary>
public sealed class LargeObjectScenarioTests
{
    [Fact]
    public void LargeObject_WantedEverywhereAtOnce_SpreadsAsATree()
    {
        var result = LargeObjectScenario.Run(
            new LargeObjectSettings
            {
                Seed = 1,
                Nodes = 40,
                Clients = 400,
                Spread = TimeSpan.FromSeconds(4),
                ObjectBytes = 2 << 20,
                OriginBitsPerSecond = 2_000_000,
            }
        );

        Assert.Equal((1, 0), (result.OriginRequests, result.Failed));
        Assert.InRange(result.OriginBytes, 2 << 20, (2 << 20) + 1_000);
        Assert.InRange(result.MostUploads, 1, 8);
        Assert.True(result.LastNode <= result.Bound, $"{result}");
    }
}
