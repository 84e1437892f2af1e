namespace Coral.Simulation.Scenarios;

/// <summary>A scenario as the command knows it.</summary>
/// <param name="Name">The word that calls it.</param>
/// <param name="Question">What it asks, in one line.</param>
/// <param name="Settings">What it can be given, each with what it is else.</param>
/// <param name="Run">Runs it; the result is one line of JSON.</param>
public sealed record Scenario(
    string Name,
    string Question,
    IReadOnlyList<Scenario.Default> Settings,
    Func<ScenarioOptions, string> Run
)
{
    /// <summary>A setting of a scenario, and its value when none is given.</summary>
    /// <param name="Setting">Which.</param>
    /// <param name="Value">Its default there.</param>
    public sealed record Default(ScenarioSetting Setting, double Value);
}
