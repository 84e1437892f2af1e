namespace Coral.Cli.Invocation;

/// <summary>Rows under a head, in columns as wide as their widest cell.</summary>
internal sealed class TextTable(params string[] head)
{
    private readonly List<string[]> _rows = [head];

    /// <summary>Adds a row of as many cells as the head has.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes all rows, two spaces between columns.</summary>
    public void Write(TextWriter output)
    {
        var widths = head.Select((_, column) => _rows.Max(row => row[column].Length)).ToList();
        foreach (var row in _rows)
        {
            output.WriteLine(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd());
        }
    }
}
