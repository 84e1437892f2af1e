using System.Text.RegularExpressions;

namespace Coral.Architecture.Tests;

/// <summary>What the documents name is there.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        [
            .. Directory
                .EnumerateFiles(Repository.Root, "*.md")
                .Concat(
                    Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                )
                .Select(path => Path.GetRelativePath(Repository.Root, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_InADocument_Exist(string document) =>
        Repository.AssertNone(
            PathInTree()
                .Matches(string.Join('\n', Repository.Lines(document)))
                .Select(match => match.Groups["path"].Value.TrimEnd('/'))
                .Distinct(StringComparer.Ordinal)
                .Where(path => !Exists(path) && !Exists(path + ".cs"))
        );

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_InADocument_LeadSomewhere(string document) =>
        Repository.AssertNone(
            Link()
                .Matches(string.Join('\n', Repository.Lines(document)))
                .Select(match => match.Groups["path"].Value)
                .Where(path => !Exists(Path.Combine(Path.GetDirectoryName(document)!, path)))
        );

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"`(?<path>(src|tests|bench|docs|eng|integrations)/[\w./-]+)`")]
    private static partial Regex PathInTree();

    [GeneratedRegex(@"\]\((?<path>(?!https?:)[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
