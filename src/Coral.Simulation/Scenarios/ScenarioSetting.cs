using System.Globalization;

namespace Coral.Simulation.Scenarios;

/// <summary>One number, or word, that a scenario can be given: an option of <c>coral simulate</c>.</summary>
/// <param name="Name">As on the command line, without dashes.</param>
/// <param name="Description">The effect, for the help text.</param>
/// <param name="Least">Smallest value allowed.</param>
/// <param name="Most">Largest value allowed.</param>
/// <param name="IsWhole">Whether only whole numbers make sense.</param>
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
    /// <summary>The words it takes, where it takes words; each stands for its number in this list.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The allowed values, in words.</summary>
    public string Allowed =>
        Words is null
            ? string.Create(CultureInfo.InvariantCulture, $"a {(IsWhole ? "whole " : "")}number from {Least} to {Most}")
            : string.Join(" or ", Words);

    /// <summary>A value as it would be typed.</summary>
    public string Text(double value) => Words?[(int)value] ?? value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads what was typed.</summary>
    /// <returns>Whether it is allowed.</returns>
    public bool TryParse(string text, out double value)
    {
        if (Words is not null)
        {
            value = Words.ToList().IndexOf(text);
            return value >= 0;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && value >= Least
            && value <= Most
            && (!IsWhole || value == Math.Floor(value));
    }
}
