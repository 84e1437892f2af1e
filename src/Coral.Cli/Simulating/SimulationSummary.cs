using System.Text;
using System.Text.Json;

namespace Coral.Cli.Simulating;

using Scenario = Coral.Simulation.Scenarios.Scenario;

/// <summary>A result for people: the question, then one figure a line, named after the members of the JSON.</summary>
internal static class SimulationSummary
{
    internal static string Of(Scenario scenario, string json)
    {
        using var document = JsonDocument.Parse(json);
        var rows = Rows("", document.RootElement).Where(row => row.Label != "scenario").ToList();
        var width = rows.Max(row => row.Label.Length);
        var text = new StringBuilder().Append(scenario.Name).Append(": ").Append(scenario.Question);
        foreach (var (label, figure) in rows)
        {
            text.Append("\n  ").Append(label.PadRight(width)).Append("  ").Append(figure);
        }

        return text.ToString();
    }

    private static IEnumerable<(string Label, string Figure)> Rows(string prefix, JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            var label = prefix + Words(member.Name);
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var row in Rows($"{label}, ", member.Value))
                {
                    yield return row;
                }
            }
            else
            {
                yield return (label, Figure(member.Value));
            }
        }
    }

    private static string Figure(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Figure)),
            JsonValueKind.Object => $"({string.Join(", ", Rows("", value).Select(r => $"{r.Label} {r.Figure}"))})",
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => value.ToString(),
        };

    /// <summary>putsAtClosest becomes puts at closest.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
