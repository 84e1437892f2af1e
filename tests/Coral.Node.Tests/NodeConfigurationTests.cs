using System.Reflection;
using Coral.Node.Configuration;
using Coral.Proxy.AccessLogging;

namespace Coral.Node.Tests;

/// <summary>The list of sections, and the rules of the node's own options as their users meet them.</summary>
public sealed class NodeConfigurationTests
{
    /// <summary>An options record that no section has would be read by nobody, and its keys refused.</summary>
    [Fact]
    public void Sections_OfTheNode_HaveAllRecordsOfTheProduct()
    {
        var assemblies = typeof(NodeConfiguration)
            .Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Coral.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Append(typeof(NodeConfiguration).Assembly);
        var records = assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("SectionName") is { IsLiteral: true })
            .Select(type => $"{type.FullName} {type.GetField("SectionName")!.GetRawConstantValue()}");

        Assert.Equal(
            records.Order(StringComparer.Ordinal),
            NodeConfiguration
                .Catalog.Sections.Select(section => $"{section.Record.FullName} {section.Name}")
                .Order(StringComparer.Ordinal)
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
    public void Flags_OfASection_SetOptionsOfItsRecord() =>
        Assert.All(
            NodeConfiguration.Catalog.Sections,
            section =>
                Assert.All(
                    section.Flags,
                    flag =>
                        Assert.Equal(section.Record, NodeConfiguration.Catalog.Find(flag.Key)?.Property.DeclaringType)
                )
        );

    [Fact]
    public void Flags_OfAllSections_HaveNamesAndPositionsOfTheirOwn()
    {
        var flags = NodeConfiguration.Catalog.Flags;

        Assert.Equal(flags.Count, flags.Select(flag => flag.Name).Distinct().Count());
        Assert.Equal(flags.Count, flags.Select(flag => flag.Position).Distinct().Count());
    }

    [Theory]
    [InlineData(
        "--zone",
        "a..b",
        "--zone: not a domain name: “a..b” has an empty label: two dots in a row, or no host name at all"
    )]
    [InlineData("--zone", "x.com:80", "--zone: not a domain name: “x.com:80” contains a character that is not allowed")]
    [InlineData("--zone", "none", "--zone: no value; it must be a domain name; at least 1")]
    [InlineData("--http", "127.0.0.1:1 127.0.0.1:1", "--http: 127.0.0.1:1 is named twice")]
    [InlineData("--http2", "127.0.0.1:8080", "--http2: 127.0.0.1:8080 serves HTTP/1.1 already; HTTP/2 without TLS")]
    [InlineData("--origin", "www.x.com", "--origin: 'www.x.com' is not a pinned origin: write HOST=SERVER[:PORT]")]
    [InlineData("--log", "xml", "--log: 'xml' is not valid; it must be text or json")]
    public void Load_WrongFlag_IsNamedWithWhatIsAllowed(string name, string values, string problem)
    {
        var flag = NodeConfiguration.Catalog.Flags.Single(candidate => candidate.Name == name);

        Assert.StartsWith(problem, Assert.Single(Problems(flag.Settings(values.Split(' ')))));
    }

    [Theory]
    [InlineData("a..b", "127.0.0.1:1", "not a host name: “a..b” has an empty label")]
    [InlineData("WWW.Y.com", "127.0.0.1:2", "the site www.y.com is declared twice")]
    public void Load_WrongSite_IsNamedByItsPath(string host, string address, string problem)
    {
        var problems = Problems(Site(0, host, address).Concat(Site(1, "www.y.com", "127.0.0.1:3")));

        Assert.StartsWith($"Coral:Sites:0:Host in f.json: {problem}", Assert.Single(problems));
    }

    [Fact]
    public void Load_SeveralRulesBroken_SaysAll() =>
        Assert.Equal(
            3,
            Problems(
                NodeConfiguration
                    .Catalog.Flags.Single(flag => flag.Name == "--origin")
                    .Settings(["x"])
                    .Concat(
                        NodeConfiguration.Catalog.Flags.Single(flag => flag.Name == "--zone").Settings(["a..b", "-c"])
                    )
            ).Count
        );

    [Theory]
    [InlineData(true, "console", "default")]
    [InlineData(false, "off", "default (no terminal)")]
    public void Load_AccessLogUnset_DependsOnTheTerminal(bool isTerminal, string destination, string source)
    {
        var configuration = NodeConfiguration.Load(null, new Dictionary<string, string?>(), [], isTerminal);

        Assert.Equal(destination, configuration.Settings.Get<AccessLogOptions>().Destination);
        Assert.Equal(
            source,
            configuration.Options.Single(option => option.Key == "Coral:AccessLog:Destination").SourceName
        );
    }

    [Fact]
    public void Load_AccessLogOnAConsoleThatIsNoTerminal_IsWrittenWhenConfigured()
    {
        var variables = new Dictionary<string, string?> { ["CORAL__ACCESSLOG__DESTINATION"] = "console" };

        var configuration = NodeConfiguration.Load(null, variables, [], isOutputTerminal: false);

        Assert.Equal("console", configuration.Settings.Get<AccessLogOptions>().Destination);
    }

    private static IEnumerable<Setting> Site(int place, string host, string address) =>
        [
            new($"Coral:Sites:{place}:Host", host, SettingSourceKind.File, "f.json"),
            new($"Coral:Sites:{place}:Address", address, SettingSourceKind.File, "f.json"),
        ];

    private static IReadOnlyList<string> Problems(IEnumerable<Setting> settings) =>
        Assert
            .Throws<ConfigurationException>(() =>
                NodeConfiguration.Load(null, new Dictionary<string, string?>(), settings, isOutputTerminal: true)
            )
            .Problems;
}
