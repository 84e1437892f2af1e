using System.Text.RegularExpressions;
using Coral.Architecture.Tests.Code;

namespace Coral.Architecture.Tests;

/// <summary>The files, folders, types and members that the maps of the code name are there.</summary>
/// <remarks>
/// A document may name a file or folder in three ways: by its path from the repository's root, by its path from src, or
/// by the end of its path where only one path below src ends so: <c>Store/Staleness.cs</c>, <c>ContentCache.cs</c>.
/// </remarks>
public sealed partial class DocumentNameTests
{
    /// <summary>Names that are not of src.</summary>
    private static readonly HashSet<string> Foreign = ["Host", "TimeProvider", "FolderTests", "PartTests"];

    private static readonly Lazy<HashSet<string>> Declared = new(() =>
        CodeTree.Projects.SelectMany(NamesIn).ToHashSet(StringComparer.Ordinal)
    );

    private static readonly Lazy<string[]> Paths = new(() =>
    {
        var files = Repository.SourceFiles("src");
        return [.. files, .. files.SelectMany(FoldersOf).Distinct(StringComparer.Ordinal)];
    });

    public static TheoryData<string> Maps => [ArchitectureDocument.Path, "docs/glossary.md"];

    [Theory]
    [MemberData(nameof(Maps))]
    public void Files_ThatADocumentNames_AreOneEach(string document) =>
        Repository.AssertNone(
            Tokens(document)
                .Where(token => PathLike().IsMatch(token))
                .Select(token => (Token: token, Found: Find(token)))
                .Where(one => one.Found != 1)
                .Select(one => $"{one.Token} ({one.Found} files)")
        );

    [Theory]
    [MemberData(nameof(Maps))]
    public void Types_ThatADocumentNames_AreDeclared(string document) =>
        Repository.AssertNone(
            Tokens(document)
                .Where(token => TypeLike().IsMatch(token) && !PathLike().IsMatch(token))
                .SelectMany(token => token.Split('.', '(', '<').Where(part => part is not ("" or ")" or "Coral")))
                .Where(part => !Declared.Value.Contains(part) && !Foreign.Contains(part))
        );

    [Theory]
    [InlineData("eng/BannedSymbols.txt", 1)]
    [InlineData("Coral.Core/Randomness/SplitMix64.cs", 1)]
    [InlineData("Coral.Core/Randomness", 1)]
    [InlineData("Randomness/SplitMix64.cs", 1)]
    [InlineData("SplitMix64.cs", 1)]
    [InlineData("Mix64.cs", 0)]
    [InlineData("Nowhere/SplitMix64.cs", 0)]
    public void Find_OfAPath_CountsWhatItMayStandFor(string token, int expected) => Assert.Equal(expected, Find(token));

    private static int Find(string token)
    {
        var path = token.TrimEnd('/');
        if (Path.Exists(Path.Combine(Repository.Root, path)) || Path.Exists(Path.Combine(Repository.Root, "src", path)))
        {
            return 1;
        }

        return Paths.Value.Count(one => one.EndsWith("/" + path, StringComparison.Ordinal));
    }

    private static IEnumerable<string> FoldersOf(string file)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.Contains('/'); folder = Path.GetDirectoryName(folder)!)
        {
            yield return folder;
        }
    }

    private static IEnumerable<string> NamesIn(CodeProject project) =>
        project
            .Types.SelectMany(type => type.MemberNames.Append(type.Name))
            .Concat(Repository.SourceFiles($"src/{project.Name}").SelectMany(path => path.Split('/', '.')));

    private static IEnumerable<string> Tokens(string document) =>
        Code()
            .Matches(string.Join('\n', Repository.Lines(document)))
            .Select(match => match.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"`(?<code>[^`\s]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Za-z][\w.-]*(/[\w.-]+)+/?$|^[\w.-]+\.(cs|sh|md|txt|csv|props|targets)$|^\w+/$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"^[A-Z][a-z]\w*(<\w+>)?(\.\w+)*(\(\))?$|^I[A-Z][a-z]\w*(\.\w+)*$")]
    private static partial Regex TypeLike();
}
