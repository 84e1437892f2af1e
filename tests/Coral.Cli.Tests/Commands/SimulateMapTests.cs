using Coral.Cli.Tests.Fixtures;

namespace Coral.Cli.Tests.Commands;

/// <summary><c>coral simulate --map</c>: where the nodes stand.</summary>
public sealed class SimulateMapTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"coral-map-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("lookups --minutes 1")]
    [InlineData("lease --callers 2")]
    [InlineData("hot-key --minutes 1 --rate 1")]
    [InlineData("clusters --minutes 5")]
    [InlineData("churn --minutes 15")]
    public async Task Simulate_OnAMeasuredMap_HasAsManyNodesAsTheFile(string line)
    {
        await WriteAsync(nodes: 12);
        var run = await RunAsync($"{line} --map {_file} --json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\"nodes\":12,", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_OnAMeasuredMap_TakesItsRoundTrips()
    {
        await WriteAsync(nodes: 12);
        var run = await RunAsync($"lookups --minutes 1 --map {_file} --nodes 5 --json");

        // Everybody is 40 ms away and known: one round trip, or two one after the other.
        Assert.Contains("\"nodes\":5,", run.Output, StringComparison.Ordinal);
        Assert.Matches("\"latencyMs\":{\"p50\":(40|80),", run.Output);
    }

    [Fact]
    public async Task Simulate_OnAnotherBuiltInMap_GivesOtherFigures()
    {
        var world = await RunAsync("lookups --nodes 20 --minutes 1 --json");
        var named = await RunAsync("lookups --nodes 20 --minutes 1 --json --map World");
        var three = await RunAsync("lookups --nodes 20 --minutes 1 --json --map ThreeContinents");

        Assert.Equal(world, named);
        Assert.Equal((0, ""), (three.ExitCode, three.Error));
        Assert.NotEqual(world.Output, three.Output);
    }

    [Fact]
    public async Task Simulate_OnAFileThatIsNoMap_SaysWhatIsWrong()
    {
        await File.WriteAllTextAsync(_file, "0 1\n1 far\n", TestContext.Current.CancellationToken);

        await RefusesAsync(
            $"lookups --map {_file}",
            $"--map: {_file}: Line 2: 'far' is no round-trip time in milliseconds"
        );
    }

    [Fact]
    public Task Simulate_OnAMissingFile_SaysWhatIsAllowed() =>
        RefusesAsync(
            $"lookups --map {_file}",
            $"--map: '{_file}' is not valid; it must be World or ThreeContinents, or a readable file"
        );

    [Fact]
    public async Task Simulate_MoreNodesThanTheMapHas_SaysHowManyThereAre()
    {
        await WriteAsync(nodes: 12);

        await RefusesAsync(
            $"lookups --map {_file} --nodes 13",
            $"--nodes: '13' is not valid; {_file} has 12 nodes",
            hint: ""
        );
    }

    [Theory]
    [InlineData("--nodes 7", 2)]
    [InlineData("--nodes 6", 0)]
    [InlineData("", 0)]
    public async Task Simulate_WithClientsOfTheirOwnPlaces_LeavesThemHalfOfTheMap(string nodes, int exitCode)
    {
        await WriteAsync(nodes: 12);

        var run = await RunAsync($"flash-crowd --map {_file} --minutes 1 --files 1 --size 100 --dns on {nodes}");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode != 0, run.Error.Contains("12 nodes, half of them for clients", StringComparison.Ordinal));
    }

    private static async Task RefusesAsync(
        string line,
        string error,
        string hint = " (see coral simulate lookups --help)"
    )
    {
        var run = await RunAsync(line);

        Assert.Equal((2, "", $"coral simulate lookups: {error}{hint}\n"), (run.ExitCode, run.Output, run.Error));
    }

    /// <summary>Writes a matrix of nodes that are all 40 ms from each other.</summary>
    private Task WriteAsync(int nodes) =>
        File.WriteAllLinesAsync(
            _file,
            Enumerable.Repeat(string.Join(',', Enumerable.Repeat("40", nodes)), nodes),
            TestContext.Current.CancellationToken
        );

    private static Task<CommandRun> RunAsync(string line) =>
        CommandRun.RunAsync(["simulate", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
