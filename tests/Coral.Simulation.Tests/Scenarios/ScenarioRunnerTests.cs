using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The frame that all runs share.</summary>
public sealed class ScenarioRunnerTests
{
    [Fact]
    public void Run_ThatFails_SaysTheSeedAndTheCommandThatRepeatsIt()
    {
        var options = new ScenarioOptions
        {
            Seed = 42,
            Nodes = 250,
            Deaths = 3,
            Map = MapSource.ThreeContinents,
            Conditions = new NetworkConditions { Loss = 0.01 },
        };
        var error = Assert.Throws<ScenarioFailedException>(() =>
            ScenarioRunner.Run<int>(
                "lease",
                options,
                async clock =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(90), clock);
                    throw new InvalidOperationException("Two were first.");
                }
            )
        );

        Assert.Equal(
            "lease, seed 42, failed after 00:01:30: Two were first. "
                + "Replay: coral simulate lease --seed 42 --map ThreeContinents --nodes 250 --loss 0.01 --deaths 3",
            error.Message
        );
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void Run_WithProgress_TellsVirtualTimeInOrder()
    {
        var seen = new List<TimeSpan>();
        LookupsScenario.Run(
            new ScenarioOptions
            {
                Nodes = 100,
                Minutes = 3,
                Progress = seen.Add,
            }
        );

        Assert.NotEmpty(seen);
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public void Run_Cancelled_EndsByCancellation()
    {
        using var stop = new CancellationTokenSource();
        var options = new ScenarioOptions
        {
            Nodes = 100,
            Progress = _ => stop.Cancel(),
            Cancellation = stop.Token,
        };

        Assert.Throws<OperationCanceledException>(() => LookupsScenario.Run(options));
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("100000", true)]
    [InlineData("1", false)]
    [InlineData("2.5", false)]
    [InlineData("-3", false)]
    [InlineData("1e3", false)]
    [InlineData("many", false)]
    [InlineData("", false)]
    public void TryParse_OfANumberOfNodes_TakesWholeNumbersWithinTheRange(string text, bool isTaken) =>
        Assert.Equal(isTaken, ScenarioSettings.Nodes.TryParse(text, out _));

    [Theory]
    [InlineData("1", 0)]
    [InlineData("3", 1)]
    [InlineData("2", -1)]
    [InlineData("", -1)]
    public void TryParse_OfASettingOfWords_TakesThoseAlone(string text, int value)
    {
        Assert.Equal(value >= 0, ScenarioSettings.Levels.TryParse(text, out var number));
        Assert.Equal(value, number);
        Assert.Equal("1 or 3", ScenarioSettings.Levels.Allowed);
    }

    [Fact]
    public void Replay_OfASettingOfWords_SaysTheWord()
    {
        var options = new ScenarioOptions
        {
            Levels = 1,
            Files = 3,
            Rate = 0.5,
            Crash = 0.1,
        };

        Assert.Equal(
            "coral simulate flash-crowd --seed 1 --levels 1 --files 3 --rate 0.5 --crash 0.1",
            ScenarioFailedException.Replay("flash-crowd", options)
        );
    }

    [Fact]
    public void Catalog_OfEachScenario_GivesItsDefaultsAsTheRunDoes() =>
        Assert.All(
            ScenarioCatalog.All,
            scenario =>
            {
                var small = new ScenarioOptions
                {
                    Nodes = 12,
                    Minutes = scenario.Settings.Max(s => s.Setting.Name == "minutes" ? (int)s.Setting.Least : 1),
                    Callers = 3,
                    Rate = 1,
                };
                var whole = scenario.Settings.Aggregate(
                    small,
                    (options, s) => s.Setting.Get(options) is null ? s.Setting.Set(options, s.Value) : options
                );
                Assert.Equal(scenario.Run(small), scenario.Run(whole));
                Assert.StartsWith(
                    $"{{\"scenario\":\"{scenario.Name}\",",
                    scenario.Run(small),
                    StringComparison.Ordinal
                );
            }
        );
}
