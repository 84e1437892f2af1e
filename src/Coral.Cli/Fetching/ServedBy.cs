using System.Globalization;

namespace Coral.Cli.Fetching;

/// <summary>Says in words what the node's member of <c>Cache-Status</c> (RFC 9211) says.</summary>
internal static class ServedBy
{
    /// <summary>The member's parameters in words.</summary>
    /// <param name="cacheStatus">
    /// The whole field; the last member of the name <c>coral</c> counts, being the nearest.
    /// </param>
    internal static string Describe(string? cacheStatus)
    {
        var member = (cacheStatus ?? "").Split(',', StringSplitOptions.TrimEntries).LastOrDefault(IsOurs);
        if (member is null)
        {
            return "unknown: no Cache-Status of a Coral node came";
        }

        var parameters = member.Split(';', StringSplitOptions.TrimEntries)[1..];
        var place = Value(parameters, "detail") switch
        {
            "memory" => "this node's memory",
            "disk" => "this node's disk",
            "origin" => "the origin",
            { } level when level.StartsWith("level", StringComparison.Ordinal) => $"another node ({level})",
            _ => "the node itself",
        };
        var how = new List<string>();
        Add(how, parameters.Contains("hit", StringComparer.Ordinal), "a hit");
        if (int.TryParse(Value(parameters, "ttl"), CultureInfo.InvariantCulture, out var seconds))
        {
            how.Add(seconds > 0 ? $"fresh for {seconds} s" : "to be asked for again next time");
        }

        Add(how, Value(parameters, "fwd") is not null, $"asked for because of {Value(parameters, "fwd")}");
        Add(how, parameters.Contains("collapsed", StringComparer.Ordinal), "by a fetch that was under way");
        Add(how, parameters.Contains("stored", StringComparer.Ordinal), "now stored");
        return how.Count == 0 ? place : $"{place}: {string.Join(", ", how)}";
    }

    private static bool IsOurs(string member) =>
        member.Split(';', 2, StringSplitOptions.TrimEntries)[0] is "coral" or "\"coral\"";

    private static string? Value(string[] parameters, string name) =>
        Array
            .Find(parameters, parameter => parameter.StartsWith(name + "=", StringComparison.Ordinal))
            ?[(name.Length + 1)..];

    private static void Add(List<string> words, bool applies, string word)
    {
        if (applies)
        {
            words.Add(word);
        }
    }
}
