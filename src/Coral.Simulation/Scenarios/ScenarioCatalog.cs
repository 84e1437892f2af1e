namespace Coral.Simulation.Scenarios;

/// <summary>The scenarios that <c>coral simulate</c> runs. A new scenario needs an entry here.</summary>
public static class ScenarioCatalog
{
    /// <summary>All scenarios, in the order of the help text.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            HotKeyScenario.Name,
            "Every node puts and gets the same key: is any node overloaded?",
            [
                new(ScenarioSettings.Nodes, HotKeyScenario.DefaultNodes),
                new(ScenarioSettings.Minutes, HotKeyScenario.DefaultMinutes),
                new(ScenarioSettings.Rate, HotKeyScenario.DefaultRate),
            ],
            options => HotKeyScenario.Run(options).ToJson()
        ),
        new(
            LeaseScenario.Name,
            "Many nodes request one object within the same second: does exactly one fetch it?",
            [
                new(ScenarioSettings.Nodes, LeaseScenario.DefaultNodes),
                new(ScenarioSettings.Callers, LeaseScenario.DefaultCallers),
                new(ScenarioSettings.Loss, 0),
                new(ScenarioSettings.NonTransitive, 0),
                new(ScenarioSettings.Missing, 0),
                new(ScenarioSettings.Deaths, 0),
            ],
            options => LeaseScenario.Run(options).ToJson()
        ),
        new(
            LookupsScenario.Name,
            "Every node looks up a point a minute: how many hops, how long, and is the closest node found?",
            [
                new(ScenarioSettings.Nodes, LookupsScenario.DefaultNodes),
                new(ScenarioSettings.Minutes, LookupsScenario.DefaultMinutes),
                new(ScenarioSettings.Loss, 0),
                new(ScenarioSettings.NonTransitive, 0),
                new(ScenarioSettings.Missing, 0),
            ],
            options => LookupsScenario.Run(options).ToJson()
        ),
        new(
            FlashCrowdScenario.Name,
            "Clients at every node request the same few files: how many requests reach the origin?",
            [
                new(ScenarioSettings.Nodes, FlashCrowdScenario.DefaultNodes),
                new(ScenarioSettings.Minutes, FlashCrowdScenario.DefaultMinutes),
                new(ScenarioSettings.Levels, 1),
                new(ScenarioSettings.Dns, 0),
                new(ScenarioSettings.Hints, 0),
                new(ScenarioSettings.Files, FlashCrowdScenario.DefaultFiles),
                new(ScenarioSettings.Size, FlashCrowdScenario.DefaultSizeBytes),
                new(
                    ScenarioSettings.Rate with
                    {
                        Description = "Requests per second and node",
                        Least = 0.001,
                        IsWhole = false,
                    },
                    FlashCrowdScenario.DefaultRate
                ),
                new(ScenarioSettings.OriginKbps, FlashCrowdScenario.DefaultOriginKbps),
                new(
                    ScenarioSettings.Loss with
                    {
                        Description = "Share of datagrams, and of TCP segments, that are lost",
                    },
                    0
                ),
                new(ScenarioSettings.Crash, 0),
            ],
            options => FlashCrowdScenario.Run(options).ToJson()
        ),
        new(
            ClustersScenario.Name,
            "Nodes all over the world find their clusters: how good are these, how soon, and do they last?",
            [
                new(ScenarioSettings.Nodes, ClustersScenario.DefaultNodes),
                new(
                    ScenarioSettings.Minutes with
                    {
                        Least = ClustersScenario.MinutesPerMark,
                    },
                    ClustersScenario.DefaultMinutes
                ),
                new(ScenarioSettings.Loss, 0),
                new(ScenarioSettings.NonTransitive, 0),
            ],
            options => ClustersScenario.Run(options).ToJson()
        ),
        new(
            ChurnScenario.Name,
            "Nodes crash without notice and are replaced by new ones: does the index still find every value?",
            [
                new(ScenarioSettings.Nodes, ChurnScenario.DefaultNodes),
                new(ScenarioSettings.Minutes with { Least = ChurnScenario.LeastMinutes }, ChurnScenario.DefaultMinutes),
                new(ScenarioSettings.Loss, 0),
                new(ScenarioSettings.NonTransitive, 0),
            ],
            options => ChurnScenario.Run(options).ToJson()
        ),
    ];
}
