using Coral.Core.Index;
using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>Hops, success and duration of lookups; gets of nearby values with and without the hierarchy.</summary>
internal static class LookupsBench
{
    private const int Nodes = 1_000;
    private const int Samples = 2_000;
    private static readonly double[] Shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

    private static readonly NetworkConditions Queues = NetworkConditions.Perfect with
    {
        JitterMean = TimeSpan.FromMilliseconds(20),
    };
    private static readonly (string Name, string Where) Near = ("near", "the same neighbourhood (level 2)");
    private static readonly (string Name, string Where) Regional = (
        "regional",
        "the same region (level 1), another neighbourhood"
    );
    private static readonly (string Name, string What) Quiet = ("", "machines that answer at once");
    private static readonly (string Name, string What) Busy = ("-busy", "busy machines");

    public static Report Run(Arguments arguments)
    {
        var report = new Report("lookups", "Look-ups among 1,000 nodes");
        var seeds = arguments.Seeds ?? 10;
        var most = (Math.Log2(Nodes) / 2) + 1;
        var kind = Play(NetworkConditions.Perfect);
        report.Check(
            "mean hops ≤ log2 n / 2 + 1, in every seed",
            kind.All(r => r.Hops.Mean <= most),
            $"{kind.Max(r => r.Hops.Mean):F2} at most; bound {most:F2}"
        );
        report.Check(
            "the closest node found in 100 %",
            kind.All(r => r.FoundClosest == 1),
            $"{kind.Min(r => r.FoundClosest):P2}"
        );
        var unkind = Play(NetworkConditions.Perfect with { Loss = 0.01, NonTransitiveShare = 0.023 });
        report.Check(
            "with 1 % loss and 2.3 % of pairs that cannot talk: the closest that the caller can talk to "
                + "found in ≥ 99 %",
            unkind.Average(r => r.FoundClosest) >= 0.99,
            $"{unkind.Average(r => r.FoundClosest):P2}"
        );

        report.Line($"| {seeds} seeds | hops, mean | hops, p99 | closest found | ms p50 | ms p80 | ms p99 |");
        report.Line($"|---|---:|---:|---:|---:|---:|---:|");
        Row("kind network", kind);
        Row("1 % loss, 2.3 % of pairs cannot talk", unkind);
        report.Line();
        Gets(report, arguments);
        return report;

        LookupsResult[] Play(NetworkConditions conditions) =>
            Seeds.Run(
                seeds,
                arguments,
                seed =>
                    LookupsScenario.Run(
                        new ScenarioOptions
                        {
                            Seed = seed,
                            Nodes = Nodes,
                            Conditions = conditions,
                        }
                    )
            );

        void Row(string what, LookupsResult[] runs) =>
            report.Row(
                what,
                $"{runs.Average(r => r.Hops.Mean):F2}",
                $"{runs.Max(r => r.Hops.P99)}",
                $"{runs.Average(r => r.FoundClosest):P2}",
                $"{runs.Average(r => r.LatencyMs.P50):F0}",
                $"{runs.Average(r => r.LatencyMs.P80):F0}",
                $"{runs.Average(r => r.LatencyMs.P99):F0}"
            );
    }

    private static void Gets(Report report, Arguments arguments)
    {
        (ClusterLevel Shared, int Levels)[] kinds =
        [
            (ClusterLevel.Near, 1),
            (ClusterLevel.Near, 3),
            (ClusterLevel.Regional, 1),
            (ClusterLevel.Regional, 3),
        ];
        foreach (var (machines, busy) in new[] { (Quiet, NetworkConditions.Perfect), (Busy, Queues) })
        {
            var options = new ScenarioOptions
            {
                Seed = 1,
                Nodes = Nodes,
                Conditions = busy,
            };
            var runs = Seeds.Run(
                kinds.Length,
                arguments,
                i => NearbyGets.Run(options, kinds[i - 1].Levels, kinds[i - 1].Shared, Samples)
            );
            Compare(report, Near, machines, runs[0], runs[1]);
            Compare(report, Regional, machines, runs[2], runs[3]);
        }

        report.Line($"Between machines that answer at once the hierarchy gains more than the paper's 2 to 5 times,");
        report.Line($"and not because one level were slow: every call is answered, once, and a hop takes what places");
        report.Line(
            $"on the map are apart. What is near is simply much nearer than the rest of the world. The paper's"
        );
        report.Line($"machines were shared and busy, and the wait that this adds to a hop is the same near and far:");
        report.Line($"with {Queues.JitterMean.TotalMilliseconds:F0} ms on average for each datagram, drawn");
        report.Line($"exponentially, a value of the region gains about as much as in the paper.");
    }

    private static void Compare(
        Report report,
        (string Name, string Where) place,
        (string Name, string What) machines,
        NearbyGetsResult one,
        NearbyGetsResult three
    )
    {
        var (single, multi) = (one.Milliseconds, three.Milliseconds);
        var ratios = Shares.ToDictionary(s => s, s => Figures.At(single, s) / Math.Max(0.001, Figures.At(multi, s)));
        var upTo80 = ratios.Where(r => r.Key <= 0.8).ToList();
        report.Check(
            $"get of a value put in {place.Where}, {machines.What}: at least twice as fast with three levels, "
                + "p10 to p80",
            upTo80.TrueForAll(r => r.Value >= 2),
            $"{upTo80.Min(r => r.Value):F1} to {upTo80.Max(r => r.Value):F1} times (paper: 2 to 5)"
        );
        report.Line($"Gets of a value that a node in {place.Where} has put,");
        report.Line($"{Samples:N0} each, {machines.What}, seed 1;");
        LookupRow(report, "one level", one);
        LookupRow(report, "three levels", three);
        report.Line();
        report.Line($"| percentile | one level, ms | three levels, ms | times faster |");
        report.Line($"|---:|---:|---:|---:|");
        foreach (var (share, ratio) in ratios)
        {
            report.Line(
                $"| {share * 100:F0} | {Figures.At(single, share):F1} | {Figures.At(multi, share):F1} | {ratio:F1} |"
            );
        }

        report.Line();
        var plot = new Plot($"Gets of a value put in {place.Where}", "percentile", "ms (log10)", (0, 100), (0, 4));
        Enumerable.Range(0, 5).ToList().ForEach(y => plot.TickY(y));
        Enumerable.Range(0, 11).ToList().ForEach(x => plot.TickX(x * 10, $"{x * 10}"));
        plot.Lines(Curve(single), "#d62728");
        plot.Lines(Curve(multi), "#2ca02c");
        plot.Legend("one level", "#d62728");
        plot.Legend("three levels", "#2ca02c");
        report.Plot($"gets-{place.Name}{machines.Name}", plot.ToString());
    }

    private static void LookupRow(Report report, string levels, NearbyGetsResult gets)
    {
        report.Line(
            $"with {levels} {gets.Found:P1} found it, by {gets.Hops:F2} hops and {gets.Calls:F2} calls on average,"
        );
        report.Line($"{gets.Milliseconds.Average() / gets.Hops:F0} ms a hop;");
    }

    private static IEnumerable<(double X, double Y)> Curve(IReadOnlyList<double> sorted) =>
        Enumerable.Range(1, 99).Select(p => ((double)p, Math.Log10(Math.Max(1, Figures.At(sorted, p / 100.0)))));
}
