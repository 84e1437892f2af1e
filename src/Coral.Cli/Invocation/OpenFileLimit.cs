using System.Globalization;
using Coral.Node.Resources;

namespace Coral.Cli.Invocation;

/// <summary>The limit on open files below which not even this program can be loaded.</summary>
/// <remarks>
/// Each assembly takes a file. Without one the runtime says that the assembly was not found, which sends people
/// looking for the wrong thing. So this is looked at before others are loaded.
/// </remarks>
internal static class OpenFileLimit
{
    /// <summary>The least, which is enough for every command but a node, whose own need is said at its start.</summary>
    internal const long Least = 192;

    /// <summary>The line for people; <see langword="null"/> where the limit is high enough.</summary>
    internal static string? Complaint(ProcessLimits limits) =>
        limits.Files < Least
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"coral: this process may open {limits.Files} files, and needs {Least}: raise the limit (ulimit -n)"
            )
            : null;
}
