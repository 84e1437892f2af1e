using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Coral.Clusters;

/// <summary>One Markdown file: what was run, which bounds hold, and the figures.</summary>
internal sealed class Report(Arguments arguments)
{
    private readonly List<string> _checks = [];
    private readonly StringBuilder _body = new();
    private readonly string _commit = Commit();
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Whether every bound asserted so far holds.</summary>
    public bool AllHold { get; private set; } = true;

    /// <summary>Asserts a bound.</summary>
    public void Check(string bound, bool holds, string found)
    {
        AllHold &= holds;
        _checks.Add($"| {bound} | {found} | {(holds ? "yes" : "**no**")} |");
    }

    /// <summary>Adds a line to what comes behind the bounds.</summary>
    public void Line(FormattableString line) => _body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Adds an empty line.</summary>
    public void Line() => _body.Append('\n');

    /// <summary>Writes the file.</summary>
    public void Save(string name, string title)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # {title}

            * Command: `dotnet run -c Release --project bench/Coral.Clusters -- {arguments}`
            * Commit: {_commit}, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC; took {Stopwatch.GetElapsedTime(
                _started
            ).TotalMinutes:F1} min, {Process.GetCurrentProcess().TotalProcessorTime.TotalMinutes:F1} min of CPU
            * Machine: {Processor()}, {Environment.ProcessorCount} cores; the results are the same bytes on any machine
            * System: {RuntimeInformation.OSDescription}, .NET {Environment.Version}

            | bound | worst found | holds |
            |---|---|---|

            """
        );
        var text = $"{head}{string.Join('\n', _checks)}\n\n{_body.ToString().TrimEnd()}\n";
        File.WriteAllText(Path.Combine(arguments.Folder, $"{name}.md"), text);
        Console.Out.Write(text);
    }

    private static string Commit()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", "rev-parse --short HEAD")
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        );
        return git!.StandardOutput.ReadToEnd().Trim();
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            is { } model
            ? model[(model.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();
}
