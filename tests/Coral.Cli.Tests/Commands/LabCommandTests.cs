using System.Text.Json;
using Coral.Cli.Tests.Fixtures;

namespace Coral.Cli.Tests.Commands;

/// <summary>The lab as its users meet it: the command as a process of its own, and its words about bad input.</summary>
public sealed class LabCommandTests : IDisposable
{
    private readonly string _map = Path.GetTempFileName();

    public LabCommandTests() =>
        File.WriteAllText(
            _map,
            """
            here   here    2ms  1Gbit
            here   there  80ms  1Gbit
            there  there   2ms  1Gbit
            origin there  100Mbit
            """
        );

    public void Dispose() => File.Delete(_map);

    [Fact(Timeout = 120_000)]
    public async Task Lab_WithJson_PrintsOneLineAndLeavesNothing()
    {
        await using var process = CoralProcess.Start("lab", "--nodes", "2", "--crowd", "2s", "--map", _map, "--json");
        using var report = JsonDocument.Parse(await process.OutputLineAsync(_ => true));
        var root = report.RootElement;

        Assert.Equal(0, await process.ExitAsync());
        Assert.Empty(process.Leavings);
        Assert.Equal((2, 12), (root.GetProperty("nodes").GetInt32(), root.GetProperty("files").GetInt32()));
        Assert.Equal((0, 0), (root.GetProperty("failed").GetInt32(), root.GetProperty("wrong").GetInt32()));
        Assert.Equal(
            root.GetProperty("requests").GetInt32(),
            root.GetProperty("sources").EnumerateObject().Sum(source => source.Value.GetInt32())
        );
        Assert.Equal(2, root.GetProperty("clusters").GetProperty("level2").GetArrayLength());
    }

    [Fact(Timeout = 120_000)]
    public async Task Lab_Kept_SaysWhatToTryAndEndsCleanlyOnCtrlC()
    {
        await using var process = CoralProcess.Start("lab", "--nodes", "2", "--crowd", "1s", "--map", _map, "--keep");
        await process.OutputLineAsync(line => line == "2 nodes in here, there; the origin is in there.");
        await process.OutputLineAsync(line => line.StartsWith("First byte: median ", StringComparison.Ordinal));
        await process.OutputLineAsync(line => line == "The lab runs until Ctrl-C. Try:");
        var line = await process.OutputLineAsync(line => line.StartsWith("  coral get", StringComparison.Ordinal));
        var tried = await CommandRun.RunAsync(line.Trim().Split(' ')[1..]);
        await process.SignalAsync("INT");

        Assert.Equal((0, ""), (tried.ExitCode, tried.Error));
        Assert.Contains("200", tried.Output, StringComparison.Ordinal);
        Assert.Equal(0, await process.ExitAsync());
        Assert.Empty(process.Leavings);
    }

    [Fact(Timeout = 120_000)]
    public async Task Lab_InterruptedInTheCrowd_SaysSoAndLeavesNothing()
    {
        await using var process = CoralProcess.Start("lab", "--nodes", "2", "--crowd", "1h", "--map", _map);
        await process.OutputLineAsync(line => line.StartsWith("Flash crowd:", StringComparison.Ordinal));
        await process.SignalAsync("TERM");
        await process.ErrorLineAsync(line => line == "coral lab: stopped before it had finished");

        Assert.Equal(1, await process.ExitAsync());
        Assert.Empty(process.Leavings);
    }

    [Fact]
    public async Task Lab_Help_SaysDefaultsAsTheyAreWritten()
    {
        var run = await CommandRun.RunAsync(["lab", "--help"]);

        Assert.Matches(@"--crowd <D> .*\[default: 30s\]", run.Output);
        Assert.Matches(@"--map <FILE> .*\[default: New York, Chicago and Frankfurt\]\n", run.Output);
    }

    [Theory]
    [InlineData("--nodes 0", "--nodes: '0' is not valid; it must be a number from 1 to 50")]
    [InlineData("--nodes many", "--nodes: 'many' is not valid; it must be a number from 1 to 50")]
    [InlineData(
        "--crowd 5",
        "--crowd: '5' is not valid; it must be a number and a unit (ms s m h d), such as 500ms or 1.5h, from 1s to 1h"
    )]
    [InlineData(
        "--crowd 2h",
        "--crowd: '2h' is not valid; it must be a number and a unit (ms s m h d), such as 500ms or 1.5h, from 1s to 1h"
    )]
    [InlineData("--map /no/such/map", "--map: /no/such/map does not exist; create it, or leave --map out")]
    [InlineData("--keep --for", "unknown option '--for'")]
    public async Task Lab_BadInput_IsOneLineOnStandardErrorAndExitCode2(string line, string error)
    {
        var run = await CommandRun.RunAsync(["lab", .. line.Split(' ')]);

        Assert.Equal((2, "", $"coral lab: {error} (see coral lab --help)\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Lab_OfAFileThatIsNoMap_NamesFileAndLine()
    {
        await File.WriteAllTextAsync(_map, "# a map\nhere there", TestContext.Current.CancellationToken);
        var run = await CommandRun.RunAsync(["lab", "--map", _map]);

        var problem = $"--map: {_map}: line 2: it must be: REGION REGION ROUND-TRIP BANDWIDTH";
        Assert.Equal((2, $"coral lab: {problem} (see coral lab --help)\n"), (run.ExitCode, run.Error));
    }
}
