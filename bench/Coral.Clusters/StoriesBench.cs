using System.Globalization;
using Coral.Simulation.Scenarios;

namespace Coral.Clusters;

/// <summary>Quality of the self-organised clusters after a start, a merger and a partition.</summary>
internal static class StoriesBench
{
    private const int Nodes = 500;

    /// <summary>Runs one story for as long as its bounds need.</summary>
    public static StoryRun Play(ClustersStory story, int seed)
    {
        var options = new ScenarioOptions
        {
            Seed = seed,
            Nodes = Nodes,
            Minutes = StoryRun.MinutesOf(story),
        };
        return new StoryRun(story, ClustersScenario.Run(options, story));
    }

    /// <summary>Checks the bounds, and lists the runs.</summary>
    public static void Tell(Report report, IReadOnlyList<StoryRun> runs)
    {
        if (runs.Count > 0)
        {
            CheckTime(report, runs);
            CheckLevel(report, runs, 1, new Bounds(0.97, 0.80, 0.90), by => by.Level1);
            CheckLevel(report, runs, 2, new Bounds(0.92, 0.55, 0.85), by => by.Level2);
            List(report, runs);
        }
    }

    private static void CheckTime(Report report, IReadOnlyList<StoryRun> runs)
    {
        foreach (var ofStory in runs.GroupBy(run => run.Story))
        {
            var worst = ofStory.MaxBy(run => run.Needed ?? int.MaxValue)!;
            report.Check(
                $"{ofStory.Key}: purity and coverage within {worst.Allowed} minutes, and until the end",
                ofStory.All(run => run.Needed <= run.Allowed),
                $"{worst.Needed?.ToString(CultureInfo.InvariantCulture) ?? "never"}, seed {worst.Result.Seed}"
            );
        }
    }

    private static void CheckLevel(
        Report report,
        IReadOnlyList<StoryRun> runs,
        int level,
        Bounds bounds,
        Func<ClustersResult.ByLevel, double> of
    )
    {
        Check("purity", bounds.Purity, run => of(run.Result.Purity));
        Check("coverage", bounds.Coverage, run => of(run.Result.Coverage));
        Check(
            "share of the reference's coverage",
            bounds.Share,
            run => of(run.Result.Coverage) / of(run.Result.Reference)
        );
        var worst = runs.MaxBy(run => of(run.CalmSwitches))!;
        report.Check(
            $"level {level}: under 2 % of nodes switch an hour, over the {StoryRun.CalmHours} h from then on",
            of(worst.CalmSwitches) < 0.02,
            Found(worst, of(worst.CalmSwitches), "P2")
        );

        void Check(string what, double bound, Func<StoryRun, double> value)
        {
            var least = runs.MinBy(value)!;
            report.Check(
                string.Create(CultureInfo.InvariantCulture, $"level {level}: {what} ≥ {bound:P0}"),
                value(least) >= bound,
                Found(least, value(least), "P1")
            );
        }
    }

    private static string Found(StoryRun run, double value, string format) =>
        $"{value.ToString(format, CultureInfo.InvariantCulture)}, {run.Story} seed {run.Result.Seed}";

    private static void List(Report report, IReadOnlyList<StoryRun> runs)
    {
        report.Line($"## Clusters, {Nodes} nodes of the map `World`");
        report.Line();
        report.Line(
            $"""
            Two networks of half the nodes merge after 120 minutes; a partition lasts from minute 120 to 240.
            Needed: minutes from the last such event until both levels were within their bounds for good, 0 when
            they never were worse. Purity and coverage are means from then to the end; reference is the coverage
            of an offline search with full knowledge at equal purity. Switches are shares of the nodes an hour over
            six hours, which begin 60 minutes after a start and 120 after a merger or a healing, and, in brackets,
            from the moment of convergence to the end, which counts what still settles.

            | story | seed | needed | purity 1 / 2 | coverage 1 / 2 | reference 1 / 2 | switches, level 1 | level 2 |
            """
        );
        report.Line($"|---|---:|---:|---|---|---|---|---|");
        foreach (var run in runs)
        {
            var (result, calm) = (run.Result, run.CalmSwitches);
            report.Row(
                $"{run.Story}",
                $"{result.Seed}",
                $"{run.Needed?.ToString(CultureInfo.InvariantCulture) ?? "never"}",
                $"{Both(result.Purity)}",
                $"{Both(result.Coverage)}",
                $"{Both(result.Reference)}",
                $"{calm.Level1:P2} ({result.SwitchesPerHour.Level1:P2})",
                $"{calm.Level2:P2} ({result.SwitchesPerHour.Level2:P2})"
            );
        }

        report.Line();
        report.Line($"```json");
        foreach (var run in runs)
        {
            report.Line($"{run.Result.ToJson()}");
        }

        report.Line($"```");
        report.Line();
    }

    private static string Both(ClustersResult.ByLevel by) =>
        string.Create(CultureInfo.InvariantCulture, $"{by.Level1:F3} / {by.Level2:F3}");

    /// <summary>The least that a level must have.</summary>
    private readonly record struct Bounds(double Purity, double Coverage, double Share);
}
