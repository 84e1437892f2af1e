using System.Text.RegularExpressions;

namespace Coral.Architecture.Tests;

/// <summary>The figures of README.md are those of the reports that it links to.</summary>
public sealed partial class ReadmeFigureTests
{
    private const string Heading = "## Measured";
    private const string Provisional = "provisional";

    private static readonly IReadOnlyList<string> Section =
    [
        .. Repository
            .Lines("README.md")
            .SkipWhile(line => line != Heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)),
    ];

    /// <summary>A table below a link has its rows from that report; another names the report in each row.</summary>
    [Fact]
    public void Rows_OfTheMeasuredTables_AreInTheirReports()
    {
        var offenders = new List<string>();
        var figures = 0;
        string? above = null;
        foreach (var line in Section)
        {
            var report = Report().Match(line) is { Success: true } link ? link.Groups["path"].Value : null;
            if (!line.StartsWith('|'))
            {
                above = report ?? (line.Length == 0 ? above : null);
                continue;
            }

            if (report is null && above is null)
            {
                continue;
            }

            figures++;
            var text = File.ReadAllText(Path.Combine(Repository.Root, report ?? above!));
            offenders.AddRange(report is null ? Missing(line, text) : Missing(Numbers(line), text));
        }

        Repository.AssertNone(offenders);
        Assert.True(figures > 10, $"{figures} rows were compared");
    }

    /// <summary>A number in a sentence would be compared with nothing.</summary>
    [Fact]
    public void Sentences_OfTheSection_HaveNoFigures() =>
        Repository.AssertNone(
            Section.Where(line => !line.StartsWith('|')).Where(line => Numbers(line).Any()),
            "put figures in a table, with the report"
        );

    [Fact]
    public void ProvisionalReports_AreCalledSo() =>
        Repository.AssertNone(
            Section
                .SelectMany(line => Report().Matches(line).Select(link => (line, Path: link.Groups["path"].Value)))
                .Where(link => IsMeasured(link.line))
                .Where(link =>
                    File.ReadAllText(Path.Combine(Repository.Root, link.Path))
                        .Contains($"**{Provisional}", StringComparison.OrdinalIgnoreCase)
                    != link.line.Contains(Provisional, StringComparison.Ordinal)
                )
                .Select(link => link.line)
        );

    /// <summary>Lines that state figures, or introduce a table of them.</summary>
    private static bool IsMeasured(string line) =>
        line.StartsWith('|') || line.Contains("([report](", StringComparison.Ordinal);

    private static IEnumerable<string> Missing(string row, string report) =>
        report.Split('\n').Contains(row, StringComparer.Ordinal) ? [] : [row];

    private static IEnumerable<string> Missing(IEnumerable<string> numbers, string report)
    {
        var known = Numbers(report).ToHashSet(StringComparer.Ordinal);
        return numbers.Where(number => !known.Contains(number));
    }

    /// <summary>The numbers of a text, without those in the targets of links.</summary>
    private static IEnumerable<string> Numbers(string text) =>
        Number().Matches(Target().Replace(text, "]")).Select(match => match.Value);

    [GeneratedRegex(@"\]\((?<path>bench/results/[\w.-]+\.md)\)")]
    private static partial Regex Report();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex Target();

    [GeneratedRegex(@"\d+(,\d{3})*(\.\d+)?")]
    private static partial Regex Number();
}
