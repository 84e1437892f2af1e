namespace Coral.Node.Tests.Documentation;

/// <summary>The tables of docs/operations.md: rows by section, cells without their backticks.</summary>
internal static class OperationsPage
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Root(), "docs", "operations.md"));

    /// <summary>The rows of all tables below a heading, head and rule left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string heading)
    {
        var section = Lines
            .SkipWhile(line => line != $"## {heading}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .ToList();
        Assert.True(section.Count > 0, $"docs/operations.md has no section \"## {heading}\".");
        var isHead = section
            .Zip(section.Skip(1).Append(""))
            .Where(pair => pair.First.StartsWith('|') && !pair.Second.StartsWith("|--", StringComparison.Ordinal));
        return
        [
            .. isHead
                .Where(pair => !pair.First.StartsWith("|--", StringComparison.Ordinal))
                .Select(pair => pair.First.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToList()),
        ];
    }

    /// <summary>
    /// Holds a table against the product, both ways: the last column of a row is for people, the others are given.
    /// </summary>
    public static void AssertSame(string heading, IEnumerable<string> expected)
    {
        var rows = Rows(heading);
        var written = rows.Select(row => string.Join(" | ", row.SkipLast(1))).ToList();
        var wanted = expected.ToList();
        Assert.True(
            wanted.Except(written).ToList() is { Count: 0 },
            $"docs/operations.md, {heading}: these rows are missing or out of date, each with its meaning to add:\n"
                + string.Join('\n', wanted.Except(written).Select(row => $"| {row} | … |"))
        );
        Assert.True(
            written.Except(wanted).ToList() is { Count: 0 },
            $"docs/operations.md, {heading}: these rows are stale:\n"
                + string.Join('\n', written.Except(wanted).Select(row => $"| {row} |"))
        );
        Assert.Equal(written.Distinct().Count(), written.Count);
        Assert.All(rows, row => Assert.True(row[^1].Length > 10, $"{heading}: {row[0]} has no meaning."));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coral.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
