using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Coral.Bench;

namespace Coral.Clusters;

/// <summary>One Markdown file: what was run, which bounds hold, and the figures.</summary>
internal sealed class Report(Arguments arguments, Launch launch)
{
    private readonly List<string> _checks = [];
    private readonly StringBuilder _body = new();

    /// <summary>True while every bound asserted so far holds.</summary>
    public bool AllHold { get; private set; } = true;

    /// <summary>Asserts a bound.</summary>
    public void Check(string bound, bool holds, string found)
    {
        AllHold &= holds;
        _checks.Add($"| {bound} | {found} | {(holds ? "yes" : "**no**")} |");
    }

    /// <summary>Adds a line to the part after the bounds.</summary>
    public void Line(FormattableString line) => _body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Adds a row to a table.</summary>
    public void Row(params FormattableString[] cells) =>
        Line($"| {string.Join(" | ", cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture)))} |");

    /// <summary>Adds an empty line.</summary>
    public void Line() => _body.Append('\n');

    /// <summary>Writes the file.</summary>
    public void Save(string name, string title)
    {
        var computing = Process.GetCurrentProcess().TotalProcessorTime.TotalMinutes;
        var time = string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC; took {launch.Minutes:F1} min, {computing:F1} min of CPU"
        );
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # {title}

            * Command: `dotnet run -c Release --project bench/Coral.Clusters -- {arguments}`
            * Commit: {launch.Commit}, {time}
            * Machine: {Provenance.Processor()}, {Environment.ProcessorCount} cores; any machine gives the same bytes
            * System: {RuntimeInformation.OSDescription}, .NET {Environment.Version}

            | bound | worst found | holds |
            |---|---|---|

            """
        );
        var text = $"{head}{string.Join('\n', _checks)}\n\n{_body.ToString().TrimEnd()}\n";
        Directory.CreateDirectory(arguments.Folder);
        File.WriteAllText(Path.Combine(arguments.Folder, $"{name}.md"), text);
    }
}
