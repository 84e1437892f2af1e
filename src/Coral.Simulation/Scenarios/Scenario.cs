namespace Coral.Simulation.Scenarios;

/// <summary>A scenario of <c>coral simulate</c>.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Question">The question that the scenario answers, in one line of help text.</param>
/// <param name="Settings">The settings it accepts, each with its default.</param>
/// <param name="Run">Runs the scenario; the result is one line of JSON.</param>
public sealed record Scenario(
    string Name,
    string Question,
    IReadOnlyList<Scenario.Default> Settings,
    Func<ScenarioOptions, string> Run
)
{
    /// <summary>A setting of a scenario, and its value when none is given.</summary>
    /// <param name="Setting">A setting that the scenario reads.</param>
    /// <param name="Value">The setting's default in this scenario.</param>
    public sealed record Default(ScenarioSetting Setting, double Value);
}
