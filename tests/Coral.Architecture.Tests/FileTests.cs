using System.Text.RegularExpressions;

namespace Coral.Architecture.Tests;

/// <summary>Small files, one type each, in the folder their namespace says.</summary>
public sealed partial class FileTests
{
    private const int MaxWidth = 120;

    public static TheoryData<string> Folders => ["src", "tests", "bench"];

    [Theory]
    [InlineData("src", 60, 170, 300)]
    [InlineData("tests", 170, 300, 500)]
    public void Length_OfTheFiles_StaysWithinTheLimits(string folder, int median, int ninetieth, int longest)
    {
        var lengths = Repository
            .SourceFiles(folder)
            .Select(path => (Path: path, Lines: Repository.Lines(path).Length))
            .OrderBy(file => file.Lines)
            .ToArray();

        Repository.AssertNone(
            lengths.Where(file => file.Lines > longest).Select(file => $"{file.Path} ({file.Lines})")
        );
        Assert.InRange(lengths[lengths.Length / 2].Lines, 1, median);
        Assert.InRange(lengths[lengths.Length * 9 / 10].Lines, 1, ninetieth);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Width_OfEveryLine_IsAtMost120(string folder) =>
        Repository.AssertNone(
            Repository
                .SourceFiles(folder)
                .SelectMany(path => Repository.Lines(path).Select((line, i) => (Path: path, Line: i + 1, line.Length)))
                .Where(line => line.Length > MaxWidth)
                .Select(line => $"{line.Path}:{line.Line} ({line.Length})")
        );

    [Fact]
    public void Types_OfASourceFile_AreOneAndNamedAsTheFile() =>
        Repository.AssertNone(
            Repository
                .SourceFiles("src")
                .Select(path => (Path: path, Types: TopLevelTypes(path)))
                .Where(file =>
                    file.Types.Length > 1 || (file.Types.Length == 1 && !IsNamedAfter(file.Path, file.Types[0]))
                )
                .Select(file => $"{file.Path}: {string.Join(", ", file.Types)}")
        );

    [Fact]
    public void Namespace_OfASourceFile_IsItsFolder() =>
        Repository.AssertNone(
            Repository
                .SourceFiles("src")
                .Where(path =>
                    Repository
                        .Lines(path)
                        .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
                        is { } line
                    && line != $"namespace {Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.')};"
                )
        );

    [Fact]
    public void Text_OfTheRepository_NamesNoMachineAndIsFinished() =>
        Repository.AssertNone(
            new[] { "src", "tests", "bench" }
                .SelectMany(Repository.SourceFiles)
                .Where(path => !path.StartsWith("tests/Coral.Architecture.Tests/", StringComparison.Ordinal))
                .SelectMany(path => Repository.Lines(path).Select((text, i) => (Path: path, Line: i + 1, Text: text)))
                .Where(line => Unfinished().IsMatch(line.Text))
                .Select(line => $"{line.Path}:{line.Line}")
        );

    private static string[] TopLevelTypes(string path) =>
        [
            .. Repository
                .Lines(path)
                .Select(line => TopLevelType().Match(line))
                .Where(match => match.Success)
                .Select(match => match.Groups["name"].Value)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>A partial type's further files add the part they hold: <c>SloppyHashTable.Put.cs</c>.</summary>
    private static bool IsNamedAfter(string path, string type) => Path.GetFileName(path).Split('.')[0] == type;

    [GeneratedRegex(
        @"^(public |internal |file |static |sealed |abstract |partial |readonly |ref |unsafe )*"
            + @"(record struct|record class|record|class|struct|interface|enum|delegate \S+) (?<name>\w+)"
    )]
    private static partial Regex TopLevelType();

    [GeneratedRegex(
        @"TODO|FIXME|HACK|NotImplementedException|Skip *=|Thread\.Sleep|Task\.Delay\([0-9]|^ *#(region|endregion)"
    )]
    private static partial Regex Unfinished();
}
