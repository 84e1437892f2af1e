using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>The paper's flash crowd, over many seeds: kind, and with loss and crashes; three levels beside one.</summary>
internal static class FlashCrowdBench
{
    private const int Files = 12;
    private const int LatencySeeds = 10;
    private static readonly double[] Shares = [0.1, 0.25, 0.5, 0.8, 0.9, 0.96, 0.98, 0.99];

    public static Report Run(Arguments arguments)
    {
        var report = new Report("flash-crowd", "A flash crowd: 166 nodes, 12 files of 41 KB, an origin of 384 kbit/s");
        var seeds = arguments.Seeds ?? 100;
        var kind = Play(seeds, arguments, new ScenarioOptions());
        CheckKind(report, kind);
        var unkind = new ScenarioOptions
        {
            Conditions = new NetworkConditions { Loss = 0.01 },
            Crash = 0.05,
        };
        CheckUnkind(report, Play(seeds, arguments, unkind));
        var single = Play(Math.Min(seeds, LatencySeeds), arguments, new ScenarioOptions { Levels = 1 });
        Minutes(report, kind);
        Latency(report, kind, single);
        return report;
    }

    private static FlashCrowdResult[] Play(int seeds, Arguments arguments, ScenarioOptions options) =>
        Seeds.Run(seeds, arguments, seed => FlashCrowdScenario.Run(options with { Seed = seed }));

    private static void CheckKind(Report report, FlashCrowdResult[] runs)
    {
        report.Check(
            $"at most {Files} origin requests in 30 minutes, in each of {runs.Length} seeds",
            runs.All(r => r.OriginRequests <= Files),
            $"{runs.Min(r => r.OriginRequests)} to {runs.Max(r => r.OriginRequests)} (paper: 14 to 15)"
        );
        report.Check(
            "none failed",
            runs.All(r => r.Failed == 0),
            $"{runs.Sum(r => r.Failed)} of {runs.Sum(r => (long)r.ClientRequests):N0}"
        );
        report.Check(
            "level 2 ahead of level 1 in the second minute, in each seed",
            runs.All(r => r.ByMinute[1].Level2 > r.ByMinute[1].Level1),
            $"{runs.Sum(r => r.ByMinute[1].Level2)} to {runs.Sum(r => r.ByMinute[1].Level1)} in all; in {runs.Count(r =>
                r.ByMinute[1].Level2 > r.ByMinute[1].Level1
            )} seeds"
        );
        report.Check(
            "after 10 minutes under 5 % of requests leave the local cache, in each seed",
            runs.All(r => AwayAfterTen(r) < 0.05),
            $"{runs.Max(AwayAfterTen):P3} at most"
        );
        report.Check(
            "no node sends more than 8 copies of a file at a time",
            runs.All(r => r.MostUploads <= 8),
            $"{runs.Max(r => r.MostUploads)}"
        );
        report.Check(
            "a crowd of requests makes no crowd of connections: at most one to the origin for each request and file",
            runs.All(r => r.OriginConnections <= 2 * Files),
            $"{runs.Max(r => r.OriginConnections)} at most, {runs.Average(r => r.OriginConnections):F1} on average"
        );
    }

    private static void CheckUnkind(Report report, FlashCrowdResult[] runs)
    {
        report.Check(
            "1 % loss, 5 % of nodes crash in the first minute: at most 12 + the fetchers that died, in each seed",
            runs.All(r => r.OriginRequests <= Files + r.FetchersDied),
            $"{runs.Max(r => r.OriginRequests)} requests at most; {runs.Max(r => r.OriginRequests - r.FetchersDied)} without the fetchers that died; {runs.Sum(r => r.FetchersDied)} of them in all"
        );
        report.Check(
            "1 % loss, 5 % crash: none failed but of clients whose own node died",
            runs.All(r => r.Failed == 0),
            $"{runs.Sum(r => r.Failed)} of {runs.Sum(r => (long)r.ClientRequests):N0}"
        );
    }

    private static double AwayAfterTen(FlashCrowdResult run)
    {
        var late = run.ByMinute.Where(m => m.Minute > 10).ToList();
        return late.Sum(m => m.Away) / (double)late.Sum(m => m.Away + m.Local);
    }

    private static void Minutes(Report report, FlashCrowdResult[] runs)
    {
        report.Line($"Where requests were answered, by minute, mean of {runs.Length} seeds (the paper's figure 4):");
        report.Line();
        report.Line($"| minute | local | level 2 | level 1 | level 0 | origin | left the local cache |");
        report.Line($"|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var minute in new[] { 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30 })
        {
            double Mean(Func<FlashCrowdResult.MinuteFigures, int> which) =>
                runs.Average(r => (double)which(r.ByMinute[minute - 1]));
            var (away, local) = (Mean(m => m.Away), Mean(m => m.Local));
            report.Line(
                $"| {minute} | {local:F1} | {Mean(m => m.Level2):F1} | {Mean(m => m.Level1):F1} | {Mean(m => m.Level0):F1} | {Mean(m => m.Origin):F1} | {away / (away + local):P2} |"
            );
        }

        report.Line();
    }

    private static void Latency(Report report, FlashCrowdResult[] three, FlashCrowdResult[] one)
    {
        var ratios = one.Select((r, i) => three[i].FetchMs.P50 / r.FetchMs.P50).ToList();
        report.Check(
            $"time to the first byte of requests that leave the local cache: with three levels at most half of that with one, at the median, in each of {one.Length} seeds",
            ratios.TrueForAll(r => r <= 0.5),
            $"{ratios.Min():F2} to {ratios.Max():F2} (paper: 0.31 s to 0.79 s, 0.39)"
        );
        report.Line($"Milliseconds to the first byte of requests that left the local cache, seed 1:");
        report.Line();
        report.Line($"| percentile | one level | three levels |");
        report.Line($"|---:|---:|---:|");
        foreach (var share in Shares)
        {
            report.Line(
                $"| {share * 100:F0} | {Figures.At(one[0].FetchTimes, share):F1} | {Figures.At(three[0].FetchTimes, share):F1} |"
            );
        }

        report.Line();
        var plot = new Plot(
            "Time to the first byte away from the local cache",
            "percentile",
            "ms (log10)",
            (0, 100),
            (0, 5)
        );
        Enumerable.Range(0, 6).ToList().ForEach(y => plot.TickY(y));
        Enumerable.Range(0, 11).ToList().ForEach(x => plot.TickX(x * 10, $"{x * 10}"));
        plot.Lines(Curve(one[0].FetchTimes), "#d62728");
        plot.Lines(Curve(three[0].FetchTimes), "#2ca02c");
        plot.Legend("one level", "#d62728");
        plot.Legend("three levels", "#2ca02c");
        report.Plot("flash-crowd-latency", plot.ToString());
    }

    private static IEnumerable<(double X, double Y)> Curve(IReadOnlyList<double> sorted) =>
        Enumerable.Range(1, 99).Select(p => ((double)p, Math.Log10(Math.Max(1, Figures.At(sorted, p / 100.0)))));
}
