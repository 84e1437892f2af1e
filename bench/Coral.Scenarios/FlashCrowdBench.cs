using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>
/// The paper's flash crowd over many seeds: without faults, and with loss and crashes; three levels beside one.
/// </summary>
internal static class FlashCrowdBench
{
    private const int Files = 12;
    private const int LatencySeeds = 10;

    public static Report Run(Arguments arguments)
    {
        var report = new Report("flash-crowd", "A flash crowd: 166 nodes, 12 files of 41 KB, 384 kbit/s of origin");
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
        FlashCrowdFigures.Minutes(report, kind);
        FlashCrowdFigures.Latency(report, kind, single);
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
            $"{runs.Sum(r => r.ByMinute[1].Level2):N0} to {runs.Sum(r => r.ByMinute[1].Level1):N0} in all"
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
        var (mean, most) = (runs.Average(r => r.OriginConnections), runs.Max(r => r.OriginConnections));
        report.Line($"Connections opened to the origin, asked over or not: {mean:F1} on average, {most} at most,");
        report.Line($"for {runs[0].ClientRequests:N0} requests of clients.");
        report.Line();
    }

    private static void CheckUnkind(Report report, FlashCrowdResult[] runs)
    {
        var (most, died) = (runs.Max(r => r.OriginRequests), runs.Sum(r => r.FetchersDied));
        report.Check(
            "1 % loss, 5 % of nodes crash in the first minute: at most 12 + the fetchers that died, in each seed",
            runs.All(r => r.OriginRequests <= Files + r.FetchersDied),
            $"{most} requests at most, {runs.Count(r => r.OriginRequests > Files)} seeds above 12; {died} fetchers died"
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
}
