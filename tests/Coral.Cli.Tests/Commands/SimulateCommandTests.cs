using Coral.Cli.Tests.Fixtures;

namespace Coral.Cli.Tests.Commands;

/// <summary>The same seed, the same bytes; and what else its users meet.</summary>
public sealed class SimulateCommandTests
{
    /// <summary>
    /// What changes the behaviour of the index changes these figures: then look at them, and commit them.
    /// </summary>
    public static TheoryData<string, string> Goldens =>
        new()
        {
            {
                "hot-key --nodes 16 --minutes 2 --rate 1 --seed 7",
                """
                    {"scenario":"hot-key","seed":7,"nodes":16,"rate":1,"requestsPerMinute":960,"bound":48,
                    "putsAtClosest":[37,30],"leakedThrough":3,"getsAtHottest":[12,0],"farHalfMax":0}
                    """
            },
            {
                "lease --nodes 40 --callers 10 --seed 7",
                """{"scenario":"lease","seed":7,"nodes":40,"callers":8,"firsts":1,"reached":8}"""
            },
            {
                "lease --nodes 40 --callers 10 --deaths 8 --seed 7",
                """
                    {"scenario":"lease","seed":7,"nodes":40,"callers":8,"firsts":1,"reached":8,
                    "nearestChanged":true}
                    """
            },
            {
                "lookups --nodes 40 --minutes 1 --loss 0.05 --non-transitive 0.02 --seed 7",
                """
                    {"scenario":"lookups","seed":7,"nodes":40,"hops":{"mean":2.65,"p99":6},"foundClosest":0.95,
                    "latencyMs":{"p50":525.5,"p80":1277.8,"p99":3084.1}}
                    """
            },
            {
                "flash-crowd --nodes 16 --minutes 2 --files 3 --loss 0.05 --crash 0.2 --seed 7",
                """
                    {"scenario":"flash-crowd","seed":7,"nodes":16,"levels":3,"hints":false,"clientRequests":982,
                    "originRequests":3,"failed":0,"byMinute":[{"minute":1,"local":481,"level2":4,"level1":12,
                    "level0":10,"origin":3},{"minute":2,"local":472,"level2":0,"level1":0,"level0":0,
                    "origin":0}],"fetchMs":{"p50":518.7,"p80":1471.9,"p96":1903.8,"p98":1937.3}}
                    """
            },
            {
                "flash-crowd --nodes 16 --minutes 2 --files 3 --loss 0.05 --crash 0.2 --seed 7 --hints on",
                """
                    {"scenario":"flash-crowd","seed":7,"nodes":16,"levels":3,"hints":true,"clientRequests":1157,
                    "originRequests":3,"failed":0,"byMinute":[{"minute":1,"local":558,"level2":5,"level1":6,
                    "level0":6,"origin":3},{"minute":2,"local":576,"level2":0,"level1":3,"level0":0,"origin":0}],
                    "fetchMs":{"p50":369.7,"p80":712.3,"p96":2052.1,"p98":2052.1},"clientMs":{"p50":526.3,
                    "p80":1222,"p96":3309.5,"p98":3756.3}}
                    """
            },
            {
                "clusters --nodes 16 --minutes 30 --seed 7",
                """
                    {"scenario":"clusters","seed":7,"nodes":16,"convergedAfterMinutes":-1,
                    "purity":{"level1":1,"level2":1},"coverage":{"level1":1,"level2":0.529},
                    "reference":{"level1":1,"level2":0.529},"switchesPerHour":{"level1":0,"level2":0}}
                    """
            },
            {
                "churn --nodes 16 --minutes 15 --seed 7",
                """
                    {"scenario":"churn","seed":7,"nodes":16,"sessionMinutes":30,"lookupSuccess":0.9933,
                    "valueFound":1,"originRequestsPerObject":1.25,"maintenanceBytesPerNodeSecond":43.9}
                    """
            },
        };

    [Theory]
    [MemberData(nameof(Goldens))]
    public async Task Simulate_WithASeed_PrintsTheCommittedBytesEveryTime(string line, string golden)
    {
        var first = await RunAsync($"{line} --json");
        var second = await RunAsync($"{line} --json");

        Assert.Equal((0, golden.ReplaceLineEndings("") + "\n", ""), (first.ExitCode, first.Output, first.Error));
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Simulate_WithoutJson_NamesEveryFigureInWords()
    {
        var run = await RunAsync("lookups --nodes 20 --minutes 1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("lookups: Every node looks up a point a minute", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  hops, mean +\d", run.Output);
        Assert.Matches(@"\n  found closest +1\n", run.Output);
        Assert.Matches(@"\n  latency ms, p99 +\d", run.Output);
    }

    [Fact]
    public async Task Simulate_ClustersThatDoNotConverge_SaysSoInWords()
    {
        var run = await RunAsync("clusters --nodes 16 --minutes 30 --seed 7");

        Assert.Matches(@"\n  converged after minutes +not converged\n", run.Output);
        Assert.DoesNotContain("-1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_OfAResultWithAList_ShowsItAsATable()
    {
        var run = await RunAsync("flash-crowd --nodes 8 --minutes 2 --origin-kbps 10000");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\n  origin requests  12\n", run.Output);
        Assert.Matches(@"\n\nminute  local  level2  level1  level0  origin\n1       \d", run.Output);
        Assert.DoesNotContain("by minute", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "coral simulate: a command is required (see coral simulate --help)")]
    [InlineData(
        "hotkey",
        "coral simulate: unknown command 'hotkey'; did you mean hot-key? (see coral simulate --help)"
    )]
    [InlineData(
        "lookups --rate 3",
        "coral simulate lookups: unknown option '--rate' (see coral simulate lookups --help)"
    )]
    [InlineData(
        "lookups --nodes 1",
        "coral simulate lookups: --nodes: '1' is not valid; it must be a whole number from 2 to 100000 "
            + "(see coral simulate lookups --help)"
    )]
    [InlineData(
        "lease --loss 2",
        "coral simulate lease: --loss: '2' is not valid; it must be a number from 0 to 1 "
            + "(see coral simulate lease --help)"
    )]
    [InlineData(
        "flash-crowd --hints maybe",
        "coral simulate flash-crowd: --hints: 'maybe' is not valid; it must be off or on "
            + "(see coral simulate flash-crowd --help)"
    )]
    [InlineData(
        "flash-crowd --levels 2",
        "coral simulate flash-crowd: --levels: '2' is not valid; it must be 1 or 3 "
            + "(see coral simulate flash-crowd --help)"
    )]
    [InlineData(
        "lease --seed -1",
        "coral simulate lease: --seed: '-1' is not valid; it must be a whole number from 0 to 2147483647 "
            + "(see coral simulate lease --help)"
    )]
    public async Task Simulate_BadInput_IsOneLineOnStandardErrorAndExitCode2(string line, string error)
    {
        var run = await RunAsync(line);

        Assert.Equal((2, "", error + "\n"), (run.ExitCode, run.Output, run.Error));
    }

    private static Task<CommandRun> RunAsync(string line) =>
        CommandRun.RunAsync(["simulate", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
