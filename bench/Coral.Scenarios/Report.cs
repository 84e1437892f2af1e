using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Coral.Bench;

namespace Coral.Scenarios;

/// <summary>One Markdown file: what was run, which bounds hold, and the figures.</summary>
/// <param name="name">The name of the report's file, without extension.</param>
/// <param name="title">The heading of the report.</param>
internal sealed class Report(string name, string title)
{
    private readonly List<string> _checks = [];
    private readonly StringBuilder _body = new();
    private readonly List<(string Name, string Svg)> _plots = [];
    private readonly string _commit = Provenance.Commit();
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>True while every bound asserted so far holds.</summary>
    public bool AllHold { get; private set; } = true;

    /// <summary>Asserts a bound.</summary>
    public void Check(string bound, bool holds, FormattableString found)
    {
        AllHold &= holds;
        _checks.Add($"| {bound} | {found.ToString(CultureInfo.InvariantCulture)} | {(holds ? "yes" : "**no**")} |");
    }

    /// <summary>Adds a row to a table.</summary>
    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public void Line(FormattableString line) => _body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public void Line() => _body.Append('\n');

    /// <summary>Adds a plot, kept in a file beside the report.</summary>
    public void Plot(string plotName, string svg)
    {
        _plots.Add((plotName, svg));
        Line($"![{plotName}]({plotName}.svg)");
        Line();
    }

    public void Save(Arguments arguments)
    {
        var seeds = arguments.Seeds is { } n ? $" --seeds {n}" : "";
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                # {title}

                * Command: `dotnet run -c Release --project bench/Coral.Scenarios -- {arguments.Topic}{seeds}`
                * Commit: {_commit}, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC; took {Stopwatch.GetElapsedTime(
                    _started
                ).TotalMinutes:F1} min, {Process.GetCurrentProcess().TotalProcessorTime.TotalMinutes:F1} min of CPU
                * Machine: {Provenance.Processor()}, {Environment.ProcessorCount} cores, {Load()}
                * System: {RuntimeInformation.OSDescription}, .NET {Environment.Version}


                """
            )
        );
        if (_checks.Count > 0)
        {
            text.Append("| bound | found | holds |\n|---|---|---|\n").AppendJoin('\n', _checks).Append("\n\n");
        }

        text.Append(_body.ToString().TrimEnd()).Append('\n');
        Directory.CreateDirectory(arguments.Folder);
        File.WriteAllText(Path.Combine(arguments.Folder, $"{name}.md"), text.ToString());
        foreach (var (plot, svg) in _plots)
        {
            File.WriteAllText(Path.Combine(arguments.Folder, $"{plot}.svg"), svg);
        }

        Console.Out.Write(text);
    }

    private static string Load() => $"load {File.ReadAllText("/proc/loadavg").Split(' ')[2]} over the last 15 min";
}
