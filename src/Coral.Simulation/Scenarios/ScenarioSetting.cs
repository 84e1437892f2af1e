using System.Globalization;

namespace Coral.Simulation.Scenarios;

/// <summary>One number that a scenario can be given: an option of <c>coral simulate</c>.</summary>
/// <param name="Name">As on the command line, without dashes.</param>
/// <param name="Description">What it sets.</param>
/// <param name="Least">Smallest value allowed.</param>
/// <param name="Most">Largest value allowed.</param>
/// <param name="IsWhole">Whether only whole numbers make sense.</param>
/// <param name="Get">What was given, if anything.</param>
/// <param name="Set">Gives it.</param>
public sealed record ScenarioSetting(
    string Name,
    string Description,
    double Least,
    double Most,
    bool IsWhole,
    Func<ScenarioOptions, double?> Get,
    Func<ScenarioOptions, double, ScenarioOptions> Set
)
{
    /// <summary>Which values are allowed, in words.</summary>
    public string Allowed =>
        string.Create(CultureInfo.InvariantCulture, $"a {(IsWhole ? "whole " : "")}number from {Least} to {Most}");

    /// <summary>Reads what was typed.</summary>
    /// <returns>Whether it is a number within the range.</returns>
    public bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && value >= Least
        && value <= Most
        && (!IsWhole || value == Math.Floor(value));
}
