namespace Coral.Simulation.Scenarios;

/// <summary>A scenario as the command knows it.</summary>
/// <param name="Name">The word that calls it.</param>
/// <param name="Question">The question it answers, in one line.</param>
/// <param name="Settings">The settings it accepts, each with its default.</param>
/// <param name="Run">Runs it; the result is one line of JSON.</param>
public sealed record Scenario(
    string Name,
    string Question,
    IReadOnlyList<Scenario.Default> Settings,
    Func<ScenarioOptions, string> Run
)
{
    /// <summary>A setting of a scenario, and its value when none is given.</summary>
    /// <param name="Setting">A setting that the scenario reads.</param>
    /// <param name="Value">Its default in this scenario.</param>
    public sealed record Default(ScenarioSetting Setting, double Value);
}
