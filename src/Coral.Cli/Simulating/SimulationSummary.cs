using System.Text;
using System.Text.Json;
using Coral.Cli.Invocation;

namespace Coral.Cli.Simulating;

using Scenario = Coral.Simulation.Scenarios.Scenario;

/// <summary>
/// A result for people: the question, then one figure a line, named after the members of the JSON, then its tables.
/// </summary>
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

        foreach (var table in document.RootElement.EnumerateObject().Where(IsTable))
        {
            text.Append("\n\n").Append(Table(table.Value));
        }

        return text.ToString();
    }

    /// <summary>A list of objects is a table: a column for each of their members.</summary>
    private static bool IsTable(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.Array
        && member.Value.GetArrayLength() > 0
        && member.Value[0].ValueKind == JsonValueKind.Object;

    private static string Table(JsonElement rows)
    {
        var table = new TextTable([.. rows[0].EnumerateObject().Select(m => Words(m.Name))]);
        foreach (var row in rows.EnumerateArray())
        {
            table.Add([.. row.EnumerateObject().Select(m => Figure(m.Value))]);
        }

        using var text = new StringWriter { NewLine = "\n" };
        table.Write(text);
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<(string Label, string Figure)> Rows(string prefix, JsonElement element)
    {
        foreach (var member in element.EnumerateObject().Where(m => !IsTable(m)))
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
                yield return (label, IsNever(member) ? "not converged" : Figure(member.Value));
            }
        }
    }

    /// <summary>The time of an event that did not come is -1 in JSON.</summary>
    private static bool IsNever(JsonProperty member) =>
        member.NameEquals("convergedAfterMinutes") && member.Value.TryGetInt32(out var minutes) && minutes < 0;

    private static string Figure(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Figure)),
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
