using Coral.Architecture.Tests.Code;

namespace Coral.Architecture.Tests;

/// <summary>
/// Folders are floors: within a project a folder uses only those below it, and none uses the root, which composes. The
/// order is the table of docs/architecture.md; symbols are judged, not <c>using</c> lines.
/// </summary>
public sealed class FolderTests
{
    public static TheoryData<string> SourceProjects =>
        [.. Repository.Projects("src").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Floors_OfAProject_AreItsFolders(string project) =>
        Assert.Equal(
            Repository
                .SourceFiles($"src/{project}")
                .Select(path => Floor.Of(project, path[$"src/{project}/".Length..]))
                .Where(floor => !floor.IsRoot)
                .Select(floor => floor.Folder)
                .Distinct()
                .Order(StringComparer.Ordinal),
            ArchitectureDocument.Floors[project].Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Uses_BetweenFloors_GoDown(string project) =>
        Repository.AssertNone(
            new FloorOrder(ArchitectureDocument.Floors[project])
                .Offenders(CodeTree.Project(project).Uses)
                .Select(use => use.ToString())
        );
}
