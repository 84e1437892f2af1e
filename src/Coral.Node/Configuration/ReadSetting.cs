using System.Globalization;

namespace Coral.Node.Configuration;

/// <summary>A setting that was read: the option it sets and its values.</summary>
/// <param name="Definition">The option that is set.</param>
/// <param name="Setting">The setting that it came from.</param>
/// <param name="Values">One value, or a list's; empty for none.</param>
internal sealed record ReadSetting(OptionDefinition Definition, Setting Setting, IReadOnlyList<object> Values)
{
    /// <summary>The numbers in the key: the row of a table, the place in a list.</summary>
    internal IReadOnlyList<int> Places { get; } =
    [
        .. Setting
            .Key.Split(':')
            .Where(segment => segment.Length > 0 && segment.All(char.IsAsciiDigit))
            .Select(segment =>
                int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                    ? place
                    : int.MaxValue
            ),
    ];
}
