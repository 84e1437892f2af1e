using System.Text.Json;
using Coral.Cli.Tests.Fixtures;

namespace Coral.Cli.Tests.Commands;

/// <summary>What <c>coral run</c> does without starting a node.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_PrintConfig_ShowsValuesOfAllSources()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("coral-test-").FullName, "coral.json");
        await File.WriteAllTextAsync(
            file,
            """{ "Coral": { "Zones": ["a.example"], "Cache": { "MemoryBytes": "1GB" } } }""",
            TestContext.Current.CancellationToken
        );
        var variables = new Dictionary<string, string?>
        {
            ["CORAL__CACHE__MAXOBJECTBYTES"] = "100MB",
            ["CORAL_PORT"] = "x",
        };

        var run = await CommandRun.RunAsync(
            variables,
            [
                "run",
                "--config",
                file,
                "--http",
                "127.0.0.1:81",
                "--http",
                "[::1]:81",
                "--zone",
                "b.example",
                "--print-config",
            ]
        );

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("b.example --zone", Row(run, "Coral:Zones"));
        Assert.Equal("127.0.0.1:81,[::1]:81 --http", Row(run, "Coral:Http"));
        Assert.Equal($"1GB {file}", Row(run, "Coral:Cache:MemoryBytes"));
        Assert.Equal("100MB CORAL__CACHE__MAXOBJECTBYTES", Row(run, "Coral:Cache:MaxObjectBytes"));
        Assert.Equal("30s default", Row(run, "Coral:Origin:HeaderTimeLimit"));
        Assert.Equal("off default (no terminal)", Row(run, "Coral:AccessLog:Destination"));
    }

    [Fact]
    public async Task Run_PrintConfigAsJson_IsOneDocument()
    {
        var run = await CommandRun.RunAsync("run", "--origin", "a.example=127.0.0.1:1", "--print-config", "--json");

        using var json = JsonDocument.Parse(run.Output);
        var pins = json
            .RootElement.GetProperty("options")
            .EnumerateArray()
            .Single(option => option.GetProperty("key").GetString() == "Coral:Origin:Pins");
        Assert.Equal("a.example=127.0.0.1:1", pins.GetProperty("value").GetString());
        Assert.Equal("--origin", pins.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Run_SeveralWrongOptions_AreOneLineEach()
    {
        var variables = new Dictionary<string, string?> { ["CORAL__ORIGIN__CONECTTIMELIMIT"] = "5s" };

        var run = await CommandRun.RunAsync(variables, "run", "--http", "8080", "--log", "xml");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            [
                "coral run: CORAL__ORIGIN__CONECTTIMELIMIT: unknown option; "
                    + "did you mean CORAL__ORIGIN__CONNECTTIMELIMIT?",
                "coral run: --http: '8080' is not valid; it must be an address and a port, "
                    + "such as 127.0.0.1:8080 or [::]:8080; at least 1",
                "coral run: --log: 'xml' is not valid; it must be text or json",
                "",
            ],
            run.Error.Split('\n')
        );
    }

    [Fact]
    public async Task Run_MissingFile_IsOneLine()
    {
        var run = await CommandRun.RunAsync("run", "--config", "/no/such.json");

        Assert.Equal(
            (2, "coral run: --config: /no/such.json does not exist; create it, or name another file\n"),
            (run.ExitCode, run.Error)
        );
    }

    private static string Row(CommandRun run, string key) =>
        string.Join(
            ' ',
            run.Output.Split('\n')
                .Single(line => line.StartsWith(key + " ", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
        );
}
