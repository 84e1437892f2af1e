using System.Runtime.CompilerServices;

namespace Coral.Architecture.Tests;

/// <summary>Finds the repository's files from where this source file was compiled.</summary>
internal static class Repository
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "..", ".."));

    /// <summary>All C# files below <paramref name="folder"/>, as paths relative to the root.</summary>
    public static IReadOnlyList<string> SourceFiles(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
                .Where(path => !IsBuilt(path))
                .Select(path => Path.GetRelativePath(Root, path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>All project files below <paramref name="folder"/>, as full paths.</summary>
    public static IReadOnlyList<string> Projects(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
                .Where(path => !IsBuilt(path))
                .Order(StringComparer.Ordinal),
        ];

    public static string[] Lines(string relativePath) => File.ReadAllLines(Path.Combine(Root, relativePath));

    /// <summary>Lists every offender: the runner's own message shows five.</summary>
    public static void AssertNone(IEnumerable<string> offenders, string? rule = null)
    {
        string[] all = [.. offenders];
        rule = rule is null ? null : $" ({rule})";
        Assert.True(all.Length == 0, $"{all.Length} offenders{rule}: {string.Join("; ", all)}");
    }

    private static bool IsBuilt(string path) =>
        path.Contains("/node_modules/", StringComparison.Ordinal)
        || path.Contains("/artifacts/", StringComparison.Ordinal)
        || path.Contains("/obj/", StringComparison.Ordinal);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
