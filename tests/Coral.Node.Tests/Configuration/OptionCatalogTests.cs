using System.Reflection;
using Coral.Node.Configuration;

namespace Coral.Node.Tests.Configuration;

public sealed class OptionCatalogTests
{
    /// <summary>An options record that nobody lists would be read by nobody, and its keys refused.</summary>
    [Fact]
    public void Records_OfTheNode_AreAllThatTheProductHas()
    {
        var assemblies = typeof(NodeConfiguration)
            .Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Coral.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Append(typeof(NodeConfiguration).Assembly);
        var records = assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("SectionName") is { IsLiteral: true });

        Assert.Equal(
            records.Select(type => type.FullName).Order(StringComparer.Ordinal),
            NodeConfiguration.Catalog.Records.Select(type => type.FullName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Definitions_OfTheNode_HaveDefaultsThatReadBack()
    {
        var defaults = NodeConfiguration.Load(null, new Dictionary<string, string?>(), [], isOutputTerminal: true);
        var written = defaults
            .Options.Where(option => option.Key != "Coral:Sites")
            .Select(option => new Setting(option.Key, option.Value, SettingSourceKind.File, "f"));

        var read = new ConfigurationReader(NodeConfiguration.Catalog).Read(written);

        Assert.Equal(
            defaults.Options.Select(option => (option.Key, option.Value)),
            read.Options.Select(option => (option.Key, option.Value))
        );
    }

    [Fact]
    public void Flags_OfRun_SetOptionsThatExist() =>
        Assert.All(RunFlag.All, flag => Assert.NotNull(NodeConfiguration.Catalog.Find(flag.Key)));

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
