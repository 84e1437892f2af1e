using Coral.Node.Configuration;

namespace Coral.Node.Tests.Configuration;

public sealed class OptionCatalogTests
{
    /// <summary>The section of a new part needs a line in the list, and nothing else in the node.</summary>
    [Fact]
    public void Catalog_WithOneSectionMore_ReadsItFromEverySourceAndListsItsFlag()
    {
        var catalog = new OptionCatalog([.. NodeConfiguration.Catalog.Sections, SampleOptions.Section]);
        var flag = Assert.Single(SampleOptions.Section.Flags);

        var configuration = new ConfigurationReader(catalog).Read([
            new Setting("Coral:Sample:Name", "file", SettingSourceKind.File, "f"),
            .. EnvironmentSettings.Read(new Dictionary<string, string?> { ["CORAL__SAMPLE__COUNT"] = "4" }),
            .. flag.Settings(["7s"]),
        ]);

        var options = configuration.Settings.Get<SampleOptions>();
        Assert.Equal(("file", 4, TimeSpan.FromSeconds(7)), (options.Name, options.Count, options.Wait));
        Assert.Equal(
            NodeConfiguration.Catalog.Definitions.Select(definition => definition.Key),
            catalog.Definitions.Select(definition => definition.Key).Where(key => !key.StartsWith("Coral:Sample"))
        );
        Assert.Equal(
            ["--index", "--sample", "--admin"],
            catalog.Flags.SkipWhile(listed => listed.Name != "--index").Take(3).Select(listed => listed.Name)
        );
        Assert.Same(flag, catalog.FlagFor("Coral:Sample:Wait"));
        Assert.Null(catalog.FlagFor("Coral:Sample:Count"));
    }

    [Theory]
    [InlineData("Wiat", "Wait")]
    [InlineData("wait", "Wait")]
    [InlineData("Waits", "Wait")]
    [InlineData("Something else entirely", null)]
    public void Nearest_OfTheCandidates_IsTheOneWithFewEdits(string word, string? expected) =>
        Assert.Equal(expected, DidYouMean.Nearest(word, ["Count", "Wait", "Words"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Edits_OfTwoWords_AreCounted(string a, string b, int edits) =>
        Assert.Equal(edits, DidYouMean.Edits(a, b));
}
