using Coral.Architecture.Tests.Code;

namespace Coral.Architecture.Tests;

/// <summary>
/// A part of a node owns its options: a new one touches its own folder, the list of sections, and the assembly.
/// </summary>
public sealed class PartTests
{
    private const string List = "src/Coral.Node/NodeConfiguration.cs";
    private const string Assembly = "src/Coral.Node/NodeAssembly.cs";

    /// <summary>The folder of what most parts need to know.</summary>
    private const string Shared = "Zones";

    private static readonly IReadOnlyList<TypeUse> Uses = CodeTree.Project("Coral.Node").Uses;

    /// <summary>The files that say the sections, one a folder.</summary>
    private static string[] SectionFiles =>
        [
            .. Repository
                .SourceFiles("src/Coral.Node")
                .Where(path => path.EndsWith("Sections.cs", StringComparison.Ordinal)),
        ];

    [Fact]
    public void Sections_OfAPart_AreSaidInOneFileOfItsFolder() =>
        Repository.AssertNone(
            SectionFiles
                .GroupBy(path => Path.GetDirectoryName(path))
                .Where(folder => folder.Count() > 1)
                .Select(folder => folder.Key!)
                .Concat(
                    Uses.Where(use => TypeOf(use) == "OptionSection" && use.From != use.To)
                        .Where(use => !SectionFiles.Contains(use.File) && use.File != List)
                        .Select(use => use.ToString())
                )
        );

    [Fact]
    public void Sections_OfAPart_AreListedAndNamedNowhereElse()
    {
        var listed = Uses.Where(use => use.File == List).Select(TypeOf).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(SectionFiles);
        Repository.AssertNone(SectionFiles.Where(path => !listed.Contains(Path.GetFileNameWithoutExtension(path))));
        Repository.AssertNone(
            Uses.Where(use => TypeOf(use).EndsWith("Sections", StringComparison.Ordinal))
                .Where(use => use.File != List && !SectionFiles.Contains(use.File))
                .Select(use => use.ToString())
        );
    }

    /// <summary>What a part needs of another's options the assembly gives it.</summary>
    [Fact]
    public void Options_OfAPart_AreReadInItsFolderAndInTheAssemblyOnly()
    {
        var owners = Uses.Where(use => SectionFiles.Contains(use.File))
            .Where(use => TypeOf(use).EndsWith("Options", StringComparison.Ordinal))
            .GroupBy(TypeOf, use => use.From)
            .ToDictionary(record => record.Key, record => record.First(), StringComparer.Ordinal);

        Assert.NotEmpty(owners);
        Repository.AssertNone(
            Uses.Where(use => owners.TryGetValue(TypeOf(use), out var owner) && IsForeign(use, owner))
                .Select(use => use.ToString())
        );
    }

    private static bool IsForeign(TypeUse use, Floor owner) =>
        use.From != owner && owner.Folder != Shared && use.File != Assembly;

    /// <summary>The type, of a symbol that may be its member.</summary>
    private static string TypeOf(TypeUse use) => use.Symbol.Split('.')[0];
}
