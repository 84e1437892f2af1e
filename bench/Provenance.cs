using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Coral.Bench;

/// <summary>
/// The provenance of a report's figures: commit and machine. Linked into every bench that writes a report.
/// </summary>
internal static class Provenance
{
    /// <summary>The commit that is checked out, by its short hash.</summary>
    public static string Commit()
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

    /// <summary>The processor's own name.</summary>
    public static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            is { } model
            ? model[(model.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();
}
