using System.Xml.Linq;

namespace Coral.Architecture.Tests;

/// <summary>Who may know whom. The table of docs/architecture.md, held.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Coral.Core"] = [],
        ["Coral.Publisher"] = [],
        ["Coral.Index"] = ["Coral.Core"],
        ["Coral.Caching"] = ["Coral.Core"],
        ["Coral.Dns"] = ["Coral.Core"],
        ["Coral.Dashboard"] = ["Coral.Core"],
        ["Coral.Transport"] = ["Coral.Core", "Coral.Dns"],
        ["Coral.Proxy"] = ["Coral.Core", "Coral.Caching"],
        ["Coral.Simulation"] = ["Coral.Core", "Coral.Index", "Coral.Caching", "Coral.Dns"],
        ["Coral.Node"] =
        [
            "Coral.Core",
            "Coral.Index",
            "Coral.Caching",
            "Coral.Proxy",
            "Coral.Dns",
            "Coral.Transport",
            "Coral.Dashboard",
        ],
        ["Coral.Lab"] = ["Coral.Core", "Coral.Node", "Coral.Transport"],
        ["Coral.Cli"] = ["Coral.Core", "Coral.Node", "Coral.Lab", "Coral.Simulation"],
    };

    private static readonly string[] Simulated = ["Coral.Core", "Coral.Index", "Coral.Caching", "Coral.Dns"];

    public static TheoryData<string> SourceProjects => [.. Repository.Projects("src").Select(Name)];

    public static TheoryData<string> SimulatedProjects =>
        [.. Repository.Projects("src").Select(Name).Where(Simulated.Contains)];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void References_OfASourceProject_AreInTheTable(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} has no row in the reference table.");

        Assert.Empty(
            References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(Allowed[project])
        );
    }

    [Theory]
    [MemberData(nameof(SimulatedProjects))]
    public void Simulated_OfASimulatedProject_IsSetAndWithoutPackages(string project)
    {
        var document = XDocument.Load(ProjectFile(project));

        Assert.Equal("true", document.Descendants("Simulated").SingleOrDefault()?.Value);
        Assert.Empty(References(project, "PackageReference").Except(["System.Formats.Cbor"]));
        Assert.Empty(References(project, "FrameworkReference"));
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

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument
            .Load(ProjectFile(project))
            .Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value);
}
