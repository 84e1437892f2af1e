using System.Globalization;

namespace Coral.Node.Resources;

/// <summary>Reads what Linux says of the limits of this process; elsewhere none is known.</summary>
/// <remarks>
/// The runtime has raised the soft limit on open files to the hard one before any code of ours runs. Control groups are
/// a tree, and each above ours may be the tighter one; version 2, and of version 1 the memory.
/// </remarks>
/// <param name="root">The root of the file system, another one in tests.</param>
public sealed class ProcessLimitsReader(string root)
{
    /// <summary>Reads them now.</summary>
    public static ProcessLimits Read() => new ProcessLimitsReader("/").ReadAll();

    /// <summary>Reads them from the files below the root.</summary>
    public ProcessLimits ReadAll()
    {
        var groups = Groups();
        return new ProcessLimits
        {
            Files = FileLimit(),
            OpenFiles = OpenFiles(),
            MemoryBytes = Least([
                .. groups.Select(group => Number(Path.Combine(group, "memory.max"))),
                Number(At("sys/fs/cgroup/memory/memory.limit_in_bytes")),
                MachineMemory(),
            ]),
            Threads = Least([
                .. groups.Select(group =>
                    Number(Path.Combine(group, "pids.max")) - (Number(Path.Combine(group, "pids.current")) ?? 0)
                ),
            ]),
        };
    }

    private string At(string path) => Path.Combine(root, path);

    /// <summary>Our control group and those above it, the nearest first.</summary>
    private List<string> Groups()
    {
        var own = Lines(At("proc/self/cgroup"))
            .FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal));
        var found = new List<string>();
        for (var path = own?["0::/".Length..] ?? ""; ; path = Path.GetDirectoryName(path) ?? "")
        {
            found.Add(Path.Combine(At("sys/fs/cgroup"), path));
            if (path.Length == 0)
            {
                return found;
            }
        }
    }

    /// <summary>The soft limit of <c>Max open files  1024  524288  files</c>.</summary>
    private long? FileLimit()
    {
        const string Name = "Max open files";
        var line = Lines(At("proc/self/limits")).FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
        return ParseNumber(line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault());
    }

    private long OpenFiles()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(At("proc/self/fd")).LongCount();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The number of <c>MemTotal: 16384 kB</c>, in bytes.</summary>
    private long? MachineMemory()
    {
        const string Name = "MemTotal:";
        var line = Lines(At("proc/meminfo")).FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
        return ParseNumber(line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault())
            * 1024;
    }

    private static long? Number(string path) => ParseNumber(Lines(path).FirstOrDefault());

    /// <summary>A number; none for <c>max</c> and <c>unlimited</c>, and what is so large that it means that.</summary>
    private static long? ParseNumber(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << 60
            ? number
            : null;

    private static long? Least(IReadOnlyList<long?> limits) => limits.Where(limit => limit is not null).Min();

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
