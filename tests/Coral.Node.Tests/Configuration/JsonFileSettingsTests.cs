using Coral.Node.Configuration;
using Coral.Node.Tests.Fixtures;

namespace Coral.Node.Tests.Configuration;

public sealed class JsonFileSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_NestedObjectsAndArrays_GiveKeysWithColons()
    {
        var path = _folder.Write(
            "coral.json",
            """
            {
              // Comments and a trailing comma may stand here.
              "Coral": {
                "Http": ["127.0.0.1:1", "127.0.0.1:2"],
                "Cache": { "MemoryBytes": "1GB", "Count": 5, "On": true },
                "Http2": null,
                "Sites": [{ "Host": "www.x.com", }],
              }
            }
            """
        );

        var settings = JsonFileSettings.Read(path);

        Assert.Equal(
            [
                "Coral:Cache:Count=5",
                "Coral:Cache:MemoryBytes=1GB",
                "Coral:Cache:On=True",
                "Coral:Http2=",
                "Coral:Http:0=127.0.0.1:1",
                "Coral:Http:1=127.0.0.1:2",
                "Coral:Sites:0:Host=www.x.com",
            ],
            settings.Select(setting => $"{setting.Key}={setting.Value}").Order(StringComparer.Ordinal)
        );
        Assert.All(settings, setting => Assert.Equal($"{setting.Key} in {path}", setting.WrittenAs));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Coral": {} }""")]
    [InlineData("""{ "Coral": { "Cache": {} } }""")]
    public void Read_NothingInIt_IsNoProblem(string text)
    {
        var path = _folder.Write("coral.json", text);

        NodeConfiguration.Load(path, new Dictionary<string, string?>(), [], isOutputTerminal: true);
    }

    [Fact]
    public void Read_EmptyArray_EmptiesTheList()
    {
        var path = _folder.Write("coral.json", """{ "Coral": { "Origin": { "Pins": [] } } }""");

        var configuration = NodeConfiguration.Load(path, new Dictionary<string, string?>(), [], isOutputTerminal: true);

        var pins = Assert.Single(configuration.Options, option => option.Key == "Coral:Origin:Pins");
        Assert.Equal(("none", path), (pins.Value, pins.SourceName));
    }

    [Fact]
    public void Read_BareNumberForASize_IsRefusedByItsPath()
    {
        var path = _folder.Write("coral.json", """{ "Coral": { "Cache": { "MemoryBytes": 5 } } }""");

        var wrong = Assert.Throws<ConfigurationException>(() =>
            NodeConfiguration.Load(path, new Dictionary<string, string?>(), [], isOutputTerminal: true)
        );

        Assert.StartsWith($"Coral:Cache:MemoryBytes in {path}: '5' is not valid; it must be a size", wrong.Message);
    }

    [Theory]
    [InlineData("{\n  \"Coral\": {\n    oops\n", "is not valid JSON; fix line 3")]
    [InlineData("[]", "is not a JSON file of options: ")]
    [InlineData("""{ "Coral": { "Http": "a", "http": "b" } }""", "is not a JSON file of options: ")]
    public void Read_NoSuchJson_SaysWhatIsWrong(string text, string problem)
    {
        var path = _folder.Write("coral.json", text);

        Assert.StartsWith($"--config: {path} {problem}", Problem(path));
    }

    [Fact]
    public void Read_EmptyFile_SaysThatItIsNoJson()
    {
        var path = _folder.Write("coral.json", "");

        Assert.StartsWith($"--config: {path} is not valid JSON", Problem(path));
    }

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        Assert.Equal(
            "--config: /no/such/coral.json does not exist; create it, or name another file",
            Problem("/no/such/coral.json")
        );

    [Fact]
    public void Read_Folder_SaysSo() =>
        Assert.Equal($"--config: {_folder.Path} is a folder; name a file", Problem(_folder.Path));

    public void Dispose() => _folder.Dispose();

    private static string Problem(string path) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() => JsonFileSettings.Read(path)).Problems);
}
