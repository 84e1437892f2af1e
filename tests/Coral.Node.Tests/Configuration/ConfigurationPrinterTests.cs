using System.Text.Json;
using Coral.Node.Configuration;

namespace Coral.Node.Tests.Configuration;

public sealed class ConfigurationPrinterTests
{
    private static readonly EffectiveConfiguration Configuration = new ConfigurationReader(
        new OptionCatalog([SampleOptions.Section])
    ).Read([
        new Setting("Coral:Sample:Wait", "1500ms", SettingSourceKind.File, "/etc/coral.json"),
        new Setting("CORAL:SAMPLE:COUNT", "9", SettingSourceKind.Environment, "CORAL__SAMPLE__COUNT"),
        new Setting("Coral:Sample:Listen:0", "[::]:80", SettingSourceKind.CommandLine, "--listen"),
        new Setting("Coral:Sample:Listen:1", "127.0.0.1:81", SettingSourceKind.CommandLine, "--listen"),
        new Setting("Coral:Sample:Sites:0:Host", "www.x.com", SettingSourceKind.File, "/etc/coral.json"),
        new Setting("Coral:Sample:Sites:0:Address", "127.0.0.1:8000", SettingSourceKind.File, "/etc/coral.json"),
    ]);

    [Fact]
    public void WriteTable_OneOptionOfEachKind_LinesUp()
    {
        using var output = new StringWriter { NewLine = "\n" };

        ConfigurationPrinter.WriteTable(Configuration, output);

        Assert.Equal(
            """
            OPTION                        VALUE                 FROM
            Coral:Sample:Wait             1500ms                /etc/coral.json
            Coral:Sample:RoomBytes        1MB                   default
            Coral:Sample:Count            9                     CORAL__SAMPLE__COUNT
            Coral:Sample:Share            0.5                   default
            Coral:Sample:Eager            true                  default
            Coral:Sample:Format           text                  default
            Coral:Sample:Name             coral                 default
            Coral:Sample:Page             none                  default
            Coral:Sample:Second           none                  default
            Coral:Sample:Listen           [::]:80,127.0.0.1:81  --listen
            Coral:Sample:Words            none                  default
            Coral:Sample:Sites:0:Host     www.x.com             /etc/coral.json
            Coral:Sample:Sites:0:Address  127.0.0.1:8000        /etc/coral.json
            Coral:Sample:Sites:0:Scheme   http                  default

            """,
            output.ToString()
        );
    }

    [Fact]
    public void WriteJson_AnyConfiguration_SaysKeyValueSourceAndName()
    {
        using var output = new StringWriter();

        ConfigurationPrinter.WriteJson(Configuration, output);

        using var json = JsonDocument.Parse(output.ToString());
        var options = json.RootElement.GetProperty("options").EnumerateArray().ToList();
        Assert.Equal(Configuration.Options.Count, options.Count);
        Assert.Equal(
            ["file", "default", "environment"],
            options.Take(3).Select(option => option.GetProperty("source").GetString())
        );
        var listen = options.Single(option => option.GetProperty("key").GetString() == "Coral:Sample:Listen");
        Assert.Equal("[::]:80,127.0.0.1:81", listen.GetProperty("value").GetString());
        Assert.Equal("command-line", listen.GetProperty("source").GetString());
        Assert.Equal("--listen", listen.GetProperty("name").GetString());
    }
}
