using System.Text.RegularExpressions;

namespace Coral.Architecture.Tests;

/// <summary>The tables of docs/architecture.md that the tests hold.</summary>
internal static partial class ArchitectureDocument
{
    public const string Path = "docs/architecture.md";

    /// <summary>Each project's floors, lowest first: the table of the section "Floors".</summary>
    public static IReadOnlyDictionary<string, string[]> Floors { get; } =
        Rows("| project | floors, lowest first |").ToDictionary(row => Codes(row[0]).Single(), row => Codes(row[1]));

    /// <summary>Each project's references, and the shipped projects that see its internal types.</summary>
    public static IReadOnlyDictionary<string, (string[] References, string[] Friends)> Projects { get; } =
        Rows("| project | what it is | references | opens its internals to |")
            .ToDictionary(row => Codes(row[0]).Single(), row => (Names(row[2]), Names(row[3])));

    private static IEnumerable<string[]> Rows(string header) =>
        Repository
            .Lines(Path)
            .SkipWhile(line => line != header)
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|'));

    private static string[] Codes(string cell) => [.. Code().Matches(cell).Select(match => match.Groups["code"].Value)];

    /// <summary>A cell lists projects without their common prefix; a dash stands for none.</summary>
    private static string[] Names(string cell) =>
        cell.Trim() is "–" or "" ? [] : [.. cell.Split(',').Select(name => $"Coral.{name.Trim()}")];

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();
}
