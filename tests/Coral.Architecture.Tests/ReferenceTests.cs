using System.Xml.Linq;
using Coral.Architecture.Tests.Code;

namespace Coral.Architecture.Tests;

/// <summary>The references between projects are those that docs/architecture.md lists, and all are used.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Simulated = ["Coral.Core", "Coral.Index", "Coral.Caching", "Coral.Dns"];

    public static TheoryData<string> SourceProjects => [.. Repository.Projects("src").Select(Name)];

    public static TheoryData<string> SimulatedProjects =>
        [.. Repository.Projects("src").Select(Name).Where(Simulated.Contains)];

    [Fact]
    public void Table_EverySourceProject_HasARow() =>
        Assert.Equal(
            Repository.Projects("src").Select(Name).Order(StringComparer.Ordinal),
            ArchitectureDocument.Projects.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void References_OfASourceProject_AreThoseOfTheTable(string project) =>
        Assert.Equal(
            ArchitectureDocument.Projects[project].References.Order(StringComparer.Ordinal),
            CodeTree.DeclaredReferences(ProjectFile(project)).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void References_OfASourceProject_AreUsedAndNoOthersAre(string project) =>
        Assert.Equal(
            CodeTree
                .Project(project)
                .UsedProjects.Where(ArchitectureDocument.Projects.ContainsKey)
                .Order(StringComparer.Ordinal),
            CodeTree.DeclaredReferences(ProjectFile(project)).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Friends_OfASourceProject_AreThoseOfTheTable(string project) =>
        Assert.Equal(
            ArchitectureDocument.Projects[project].Friends.Order(StringComparer.Ordinal),
            CodeTree
                .Friends(ProjectFile(project))
                .Where(ArchitectureDocument.Projects.ContainsKey)
                .Order(StringComparer.Ordinal)
        );

    /// <summary>Otherwise the compiler would let pass what the project file does not say.</summary>
    [Fact]
    public void References_OfEveryProject_DoNotFlow()
    {
        var switchName = "DisableTransitiveProjectReferences";
        var shared = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));

        Assert.Equal("true", shared.Descendants(switchName).Single().Value);
        Repository.AssertNone(
            new[] { "src", "tests", "bench" }
                .SelectMany(Repository.Projects)
                .Where(file => File.ReadAllText(file).Contains(switchName, StringComparison.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(SimulatedProjects))]
    public void Simulated_OfASimulatedProject_IsSetAndWithoutPackages(string project)
    {
        var document = XDocument.Load(ProjectFile(project));

        Assert.Equal("true", document.Descendants("Simulated").SingleOrDefault()?.Value);
        Assert.Empty(References(document, "PackageReference").Except(["System.Formats.Cbor"]));
        Assert.Empty(References(document, "FrameworkReference"));
    }

    [Fact]
    public void TestProjects_EverySourceProject_HasOne()
    {
        var tests = Repository.Projects("tests").Select(Name).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Repository.Projects("src").Select(Name).Where(project => !tests.Contains(project + ".Tests")));
    }

    [Fact]
    public void Solution_EveryProjectInTheTree_IsInIt()
    {
        var listed = XDocument
            .Load(Path.Combine(Repository.Root, "Coral.slnx"))
            .Descendants("Project")
            .Select(project => Path.GetFullPath(Path.Combine(Repository.Root, project.Attribute("Path")!.Value)));

        string[] inTree =
        [
            .. Repository.Projects("src"),
            .. Repository.Projects("tests"),
            .. Repository.Projects("bench"),
        ];
        Assert.Equal(inTree.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Name(string projectFile) => Path.GetFileNameWithoutExtension(projectFile);

    private static string ProjectFile(string project) =>
        Repository.Projects("src").Single(file => Name(file) == project);

    private static IEnumerable<string> References(XDocument document, string kind) =>
        document.Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);
}
