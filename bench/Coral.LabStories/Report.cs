using System.Globalization;

namespace Coral.LabStories;

/// <summary>A report in Markdown, written line by line; rows go to standard error too, to show progress.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>True while every bound so far holds.</summary>
    public bool AllHold { get; private set; } = true;

    public void Title(string title, params string[] head)
    {
        output.WriteLine($"\n## {title}\n");
        Row(head);
        output.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
    }

    public void Row(params string[] cells)
    {
        var row = $"| {string.Join(" | ", cells)} |";
        output.WriteLine(row);
        Console.Error.WriteLine(row);
    }

    /// <summary>Writes below a table whether a bound holds.</summary>
    public void Check(string bound, bool holds)
    {
        AllHold &= holds;
        output.WriteLine($"\n{bound}: {(holds ? "holds" : "**does not hold**")}.");
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => Text($"{time.TotalSeconds:0.00} s");

    public static string Ms(TimeSpan time) => Text($"{time.TotalMilliseconds:0}");
}
