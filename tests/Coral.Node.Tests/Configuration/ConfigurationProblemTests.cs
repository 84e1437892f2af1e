using Coral.Node.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Node.Tests.Configuration;

/// <summary>Every message that stops a start: it names the option as written, the value, and what is allowed.</summary>
public sealed class ConfigurationProblemTests
{
    private const string DurationAllowed = "it must be a duration (a number and a unit: ms s m h d) from 1ms to 5m";
    private const string SizeAllowed = "it must be a size (a number and a unit: B KB MB GB) from 1KB to 1GB";
    private const string EndpointAllowed = "an address and a port, such as 127.0.0.1:8080 or [::]:8080";
    private const string HostPortAllowed =
        "a host name or an address, and a port, such as node.example.net:7400 or [2001:db8::1]:7400";

    private static readonly ConfigurationReader Reader = new(new OptionCatalog([SampleOptions.Section]));

    [Theory]
    [InlineData("Wait", "5", $"'5' is not valid; {DurationAllowed}")]
    [InlineData("Wait", "soon", $"'soon' is not valid; {DurationAllowed}")]
    [InlineData("Wait", "", $"'' is not valid; {DurationAllowed}")]
    [InlineData("Wait", null, $"'' is not valid; {DurationAllowed}")]
    [InlineData("Wait", "6m", $"'6m' is out of range; {DurationAllowed}")]
    [InlineData("Wait", "0s", $"'0s' is out of range; {DurationAllowed}")]
    [InlineData("RoomBytes", "5", $"'5' is not valid; {SizeAllowed}")]
    [InlineData("RoomBytes", "1B", $"'1B' is out of range; {SizeAllowed}")]
    [InlineData("Count", "many", "'many' is not valid; it must be a whole number from 1 to 16")]
    [InlineData("Count", "-1", "'-1' is not valid; it must be a whole number from 1 to 16")]
    [InlineData("Count", "17", "'17' is out of range; it must be a whole number from 1 to 16")]
    [InlineData("Share", "1.5", "'1.5' is out of range; it must be a number from 0 to 1")]
    [InlineData("Share", "NaN", "'NaN' is not valid; it must be a number from 0 to 1")]
    [InlineData("Eager", "yes", "'yes' is not valid; it must be true or false")]
    [InlineData("Format", "xml", "'xml' is not valid; it must be text or json")]
    [InlineData("Format", "0", "'0' is not valid; it must be text or json")]
    [InlineData("Page", "x.com", "'x.com' is not valid; it must be an http or https URL, or none")]
    [InlineData("Page", "ftp://x.com", "'ftp://x.com' is not valid; it must be an http or https URL, or none")]
    [InlineData("Second", "8080", $"'8080' is not valid; it must be {EndpointAllowed}, or none")]
    [InlineData("Second", ":8080", $"':8080' is not valid; it must be {EndpointAllowed}, or none")]
    [InlineData("Second", "127.1:80", $"'127.1:80' is not valid; it must be {EndpointAllowed}, or none")]
    [InlineData("Second", "::1:80", $"'::1:80' is not valid; it must be {EndpointAllowed}, or none")]
    [InlineData("Second", "127.0.0.1:65536", $"'127.0.0.1:65536' is not valid; it must be {EndpointAllowed}, or none")]
    [InlineData("Second", "localhost:80", $"'localhost:80' is not valid; it must be {EndpointAllowed}, or none")]
    [InlineData("Listen:0", "8080", $"'8080' is not valid; it must be {EndpointAllowed}; at least 1")]
    [InlineData("Listen", "none", $"no value; it must be {EndpointAllowed}; at least 1")]
    [InlineData("Sites:0:Scheme", "ftp", "'ftp' is not valid; it must be http or https")]
    [InlineData("Wiat", "5s", "unknown option; did you mean Coral:Sample:Wait?")]
    [InlineData("Sites:0:Hots", "x", "unknown option; did you mean Coral:Sample:Sites:N:Host?")]
    [InlineData("Completely:Different", "x", "unknown option")]
    [InlineData("Sites", "x", "a section, not an option; its options are written below it")]
    public void Read_WrongSettingInTheFile_SaysWhatAndWhere(string name, string? value, string problem) =>
        Assert.Contains(
            $"Coral:Sample:{name} in /etc/coral.json: {problem}",
            Problems(new Setting($"Coral:Sample:{name}", value, SettingSourceKind.File, "/etc/coral.json"))
        );

    [Theory]
    [InlineData("CORAL__SAMPLE__WAIT", "5", $"CORAL__SAMPLE__WAIT: '5' is not valid; {DurationAllowed}")]
    [InlineData("CORAL__SAMPLE__WIAT", "5s", "CORAL__SAMPLE__WIAT: unknown option; did you mean CORAL__SAMPLE__WAIT?")]
    [InlineData("CORAL__XYZ", "5s", "CORAL__XYZ: unknown option")]
    public void Read_WrongVariable_NamesTheVariable(string variable, string value, string problem)
    {
        var settings = EnvironmentSettings.Read(new Dictionary<string, string?> { [variable] = value });

        Assert.Equal([problem], Problems([.. settings]));
    }

    [Theory]
    [InlineData("Coral:Origin:MaxObjectBytes")]
    [InlineData("Coral:Cooperation:LargestObjectBytes")]
    [InlineData("coral:origin:maxobjectbytes")]
    public void Read_KeyThatIsNoOptionAnyMore_NamesTheOneInItsPlace(string key)
    {
        var reader = new ConfigurationReader(NodeConfiguration.Catalog);
        var variable = key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
        var settings = EnvironmentSettings.Read(new Dictionary<string, string?> { [variable] = "50MB" });

        var file = Assert.Throws<ConfigurationException>(() =>
            reader.Read([new Setting(key, "50MB", SettingSourceKind.File, "/etc/coral.json")])
        );
        var environment = Assert.Throws<ConfigurationException>(() => reader.Read(settings));

        Assert.Equal(
            [$"{key} in /etc/coral.json: no longer an option; use Coral:Cache:MaxObjectBytes instead"],
            file.Problems
        );
        Assert.Equal(
            [$"{variable}: no longer an option; use CORAL__CACHE__MAXOBJECTBYTES instead"],
            environment.Problems
        );
    }

    [Fact]
    public void Read_ObjectsLargerThanTheMemoryForTransfers_AreRefused()
    {
        var reader = new ConfigurationReader(NodeConfiguration.Catalog);

        var refused = Assert.Throws<ConfigurationException>(() =>
            reader.Read([new Setting("Coral:Cache:MaxObjectBytes", "300MB", SettingSourceKind.File, "/etc/coral.json")])
        );

        Assert.Equal(
            [
                "Coral:Cache:MaxObjectBytes in /etc/coral.json: "
                    + "an object cannot be larger than the memory for transfers: "
                    + "lower this, or raise Coral:Cache:TransferBytes",
            ],
            refused.Problems
        );
    }

    [Fact]
    public void Read_WrongFlag_NamesTheFlag() =>
        Assert.Equal(
            [$"--wait: '5' is not valid; {DurationAllowed}"],
            Problems(new Setting("Coral:Sample:Wait", "5", SettingSourceKind.CommandLine, "--wait"))
        );

    [Fact]
    public void Read_SeveralWrong_SaysAll() =>
        Assert.Equal(3, Problems(InFile("Wait", "5"), InFile("Count", "x"), InFile("Nothing", "")).Count);

    [Fact]
    public void Read_WrongButOverridden_StillStops() =>
        Assert.Single(
            Problems(
                InFile("Wait", "5"),
                new Setting("Coral:Sample:Wait", "5s", SettingSourceKind.CommandLine, "--wait")
            )
        );

    [Fact]
    public void Read_RowWithoutARequiredColumn_SaysWhichRow() =>
        Assert.Equal(
            [$"Coral:Sample:Sites:0:Address: missing; it must be {HostPortAllowed}"],
            Problems(InFile("Sites:0:Host", "www.x.com"))
        );

    [Fact]
    public void Read_RequiredColumnWithAWrongValue_IsSaidOnce() =>
        Assert.Equal(
            [$"Coral:Sample:Sites:0:Address in /etc/coral.json: 'x' is not valid; it must be {HostPortAllowed}"],
            Problems(InFile("Sites:0:Host", "www.x.com"), InFile("Sites:0:Address", "x"))
        );

    [Fact]
    public void Read_RuleOverTwoOptionsBroken_NamesTheOneThatWasSet() =>
        Assert.Equal(
            ["Coral:Sample:Count in /etc/coral.json: with Eager, at most 10 are allowed"],
            Problems(InFile("Count", "11"))
        );

    [Fact]
    public void Read_ValueWithControlCharacters_IsStillOneLine() =>
        Assert.StartsWith(
            @"Coral:Sample:Count in /etc/coral.json: '1\u000a2\u001b[2J' is not valid; ",
            Assert.Single(Problems(InFile("Count", "1\n2\u001b[2J")))
        );

    /// <summary>Whatever anybody writes: options in force, or one line for each problem.</summary>
    [Fact]
    public void Read_AnyTextForAnyOption_BindsOrSaysWhyInOneLine()
    {
        var keys = NodeConfiguration.Catalog.Definitions.Select(definition => definition.Key.Replace(":N:", ":0:"));
        Prop.ForAll(
                Gen.Elements(keys.Append("Coral:Cache").Append("Coral:Http:7").Append("x")).ToArbitrary(),
                Gen.OneOf(
                        ArbMap.Default.GeneratorFor<string>(),
                        Gen.Elements("", "5", "5s", "1GB", "none", "a=1.2.3.4", "::")
                    )
                    .ToArbitrary(),
                (key, value) =>
                {
                    try
                    {
                        var reader = new ConfigurationReader(NodeConfiguration.Catalog);
                        return reader.Read([new Setting(key, value, SettingSourceKind.File, "f")]).Options.Count > 0;
                    }
                    catch (ConfigurationException wrong)
                    {
                        return wrong.Problems.Count > 0 && !wrong.Problems.Any(problem => problem.Any(char.IsControl));
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Setting InFile(string name, string value) =>
        new($"Coral:Sample:{name}", value, SettingSourceKind.File, "/etc/coral.json");

    private static IReadOnlyList<string> Problems(params Setting[] settings) =>
        Assert.Throws<ConfigurationException>(() => Reader.Read(settings)).Problems;
}
