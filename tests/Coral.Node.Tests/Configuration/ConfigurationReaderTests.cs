using System.Net;
using Coral.Node.Configuration;

namespace Coral.Node.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    private static readonly OptionCatalog Catalog = new([SampleOptions.Section]);

    [Fact]
    public void Read_NoSettings_GivesDefaults()
    {
        var configuration = Read();

        Assert.Equal(TimeSpan.FromSeconds(5), configuration.Settings.Get<SampleOptions>().Wait);
        Assert.All(configuration.Options, option => Assert.Equal("default", option.SourceName));
        Assert.Equal(
            [
                "Coral:Sample:Wait=5s",
                "Coral:Sample:RoomBytes=1MB",
                "Coral:Sample:Count=3",
                "Coral:Sample:Share=0.5",
                "Coral:Sample:Eager=true",
                "Coral:Sample:Format=text",
                "Coral:Sample:Name=coral",
                "Coral:Sample:Page=none",
                "Coral:Sample:Second=none",
                "Coral:Sample:Listen=127.0.0.1:80",
                "Coral:Sample:Words=none",
                "Coral:Sample:Sites=none",
            ],
            configuration.Options.Select(option => $"{option.Key}={option.Value}")
        );
    }

    [Fact]
    public void Read_OneValueOfEachKind_IsBound()
    {
        var options = Read(
            InFile("Wait", "500ms"),
            InFile("RoomBytes", "64KB"),
            InFile("Count", "4"),
            InFile("Share", "0.25"),
            InFile("Eager", "False"),
            InFile("Format", "JSON"),
            InFile("Name", "a b"),
            InFile("Page", "https://x.com/coral"),
            InFile("Second", "[::1]:0"),
            InFile("Listen:0", "0.0.0.0:8080"),
            InFile("Listen:1", "[::]:65535"),
            InFile("Words:0", "a,b"),
            InFile("Sites:0:Host", "www.x.com"),
            InFile("Sites:0:Address", "127.0.0.1:8000"),
            InFile("Sites:1:Host", "www.y.com"),
            InFile("Sites:1:Address", "127.0.0.1:8001"),
            InFile("Sites:1:Scheme", "https")
        )
            .Settings.Get<SampleOptions>();

        Assert.Equal(TimeSpan.FromMilliseconds(500), options.Wait);
        Assert.Equal(65_536, options.RoomBytes);
        Assert.Equal(4, options.Count);
        Assert.Equal(0.25, options.Share);
        Assert.False(options.Eager);
        Assert.Equal(Node.Logging.LogFormat.Json, options.Format);
        Assert.Equal("a b", options.Name);
        Assert.Equal("https://x.com/coral", options.Page!.OriginalString);
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 0), options.Second);
        Assert.Equal([new(IPAddress.Any, 8080), new(IPAddress.IPv6Any, 65535)], options.Listen);
        Assert.Equal(["a,b"], options.Words);
        Assert.Equal(
            ["www.x.com http", "www.y.com https"],
            options.Sites.Select(site => $"{site.Host} {site.Scheme}".ToLowerInvariant())
        );
    }

    [Fact]
    public void Read_SeveralSources_TheLaterWins()
    {
        var configuration = Read(
            FromFlag("--wait", "Wait", "3s"),
            InVariable("Wait", "2s"),
            InFile("Wait", "1s"),
            InFile("Count", "7")
        );

        Assert.Equal(TimeSpan.FromSeconds(3), configuration.Settings.Get<SampleOptions>().Wait);
        Assert.Equal(7, configuration.Settings.Get<SampleOptions>().Count);
        Assert.Equal("--wait", SourceOf(configuration, "Wait"));
        Assert.Equal("/etc/coral.json", SourceOf(configuration, "Count"));
        Assert.Equal("default", SourceOf(configuration, "Share"));
    }

    [Fact]
    public void Read_ListInTwoSources_IsReplacedNotMerged()
    {
        var configuration = Read(
            InFile("Listen:0", "127.0.0.1:1"),
            InFile("Listen:1", "127.0.0.1:2"),
            InVariable("Listen", "127.0.0.1:3")
        );

        Assert.Equal([new(IPAddress.Loopback, 3)], configuration.Settings.Get<SampleOptions>().Listen);
    }

    [Fact]
    public void Read_ListPlaces_CountAsNumbers()
    {
        var words = Enumerable.Range(0, 12).Reverse().Select(place => InFile($"Words:{place}", $"w{place}"));

        Assert.Equal(
            Enumerable.Range(0, 12).Select(place => $"w{place}"),
            Read([.. words]).Settings.Get<SampleOptions>().Words
        );
    }

    [Fact]
    public void Read_ListInOneVariable_IsSplitAtCommas() =>
        Assert.Equal(["a", "b"], Read(InVariable("Words", "a, b")).Settings.Get<SampleOptions>().Words);

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData(null)]
    public void Read_EmptyList_ReplacesWhatWasThere(string? value) =>
        Assert.Empty(Read(InFile("Words:0", "a"), InVariable("Words", value)).Settings.Get<SampleOptions>().Words);

    [Theory]
    [InlineData("none")]
    [InlineData(null)]
    public void Read_NoneForAnOptionalValue_TakesItAway(string? value) =>
        Assert.Null(
            Read(InFile("Second", "127.0.0.1:1"), InVariable("Second", value)).Settings.Get<SampleOptions>().Second
        );

    [Fact]
    public void Read_TableInTwoSources_IsReplacedNotMerged()
    {
        var configuration = Read(
            InFile("Sites:0:Host", "www.x.com"),
            InFile("Sites:0:Address", "127.0.0.1:1"),
            InVariable("Sites:0:Host", "www.y.com"),
            InVariable("Sites:0:Address", "127.0.0.1:2")
        );

        Assert.Equal("www.y.com", Assert.Single(configuration.Settings.Get<SampleOptions>().Sites).Host);
    }

    [Fact]
    public void Read_KeyInAnyCase_IsFound() =>
        Assert.Equal(
            9,
            Read(new Setting("CORAL:SAMPLE:COUNT", "9", SettingSourceKind.Environment, "X"))
                .Settings.Get<SampleOptions>()
                .Count
        );

    [Fact]
    public void Read_EmptySection_IsNoProblem() => Read(new Setting("Coral:Sample", null, SettingSourceKind.File, "f"));

    private static EffectiveConfiguration Read(params Setting[] settings) =>
        new ConfigurationReader(Catalog).Read(settings);

    private static Setting InFile(string name, string? value) =>
        new($"Coral:Sample:{name}", value, SettingSourceKind.File, "/etc/coral.json");

    private static Setting InVariable(string name, string? value)
    {
        var key = $"Coral:Sample:{name}";
        return new Setting(key, value, SettingSourceKind.Environment, EnvironmentSettings.VariableFor(key));
    }

    private static Setting FromFlag(string flag, string name, string value) =>
        new($"Coral:Sample:{name}", value, SettingSourceKind.CommandLine, flag);

    private static string SourceOf(EffectiveConfiguration configuration, string name) =>
        configuration.Options.Single(option => option.Key == $"Coral:Sample:{name}").SourceName;
}
