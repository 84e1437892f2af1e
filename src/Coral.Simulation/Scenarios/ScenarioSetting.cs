using System.Globalization;

namespace Coral.Simulation.Scenarios;

/// <summary>A setting of scenarios, a number or a word: an option of <c>coral simulate</c>.</summary>
/// <param name="Name">The option's name on the command line, without dashes.</param>
/// <param name="Description">The effect, for the help text.</param>
/// <param name="Least">Smallest value allowed.</param>
/// <param name="Most">Largest value allowed.</param>
/// <param name="IsWhole">True if only whole numbers are allowed.</param>
/// <param name="Get">Reads the given value; <see langword="null"/> if none was given.</param>
/// <param name="Set">Writes a value into the options of a run.</param>
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
    /// <summary>The allowed words, for a choice among words; the value is a word's index in this list.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The allowed values, as a text for help and errors.</summary>
    public string Allowed =>
        Choices is null
            ? string.Create(CultureInfo.InvariantCulture, $"a {(IsWhole ? "whole " : "")}number from {Least} to {Most}")
            : string.Join(" or ", Choices);

    /// <summary>A value in the form of the command line.</summary>
    public string Text(double value) => Choices?[(int)value] ?? value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parses a value from the command line.</summary>
    /// <returns>Whether the value is allowed.</returns>
    public bool TryParse(string text, out double value)
    {
        if (Choices is not null)
        {
            value = Choices.ToList().IndexOf(text);
            return value >= 0;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && value >= Least
            && value <= Most
            && (!IsWhole || value == Math.Floor(value));
    }
}
