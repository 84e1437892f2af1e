using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>The flash crowd minute by minute, and how soon the first byte came (the paper's figures 4 and 5).</summary>
internal static class FlashCrowdFigures
{
    private static readonly double[] Shares = [0.1, 0.25, 0.5, 0.8, 0.9, 0.96, 0.98, 0.99];

    public static void Minutes(Report report, FlashCrowdResult[] runs)
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
            report.Row(
                $"{minute}",
                $"{local:F1}",
                $"{Mean(m => m.Level2):F1}",
                $"{Mean(m => m.Level1):F1}",
                $"{Mean(m => m.Level0):F1}",
                $"{Mean(m => m.Origin):F1}",
                $"{away / (away + local):P2}"
            );
        }

        report.Line();
    }

    public static void Latency(Report report, FlashCrowdResult[] three, FlashCrowdResult[] one)
    {
        var ratios = one.Select((r, i) => three[i].FetchMs.P50 / r.FetchMs.P50).ToList();
        report.Check(
            "time to the first byte away from the local cache: with three levels at most half of that with one, at the "
                + $"median, in each of {one.Length} seeds",
            ratios.TrueForAll(r => r <= 0.5),
            $"{ratios.Min():F2} to {ratios.Max():F2} (paper: 0.31 s to 0.79 s, 0.39)"
        );
        report.Line($"Milliseconds to the first byte of requests that left the local cache, seed 1:");
        report.Line();
        report.Line($"| percentile | one level | three levels |");
        report.Line($"|---:|---:|---:|");
        foreach (var share in Shares)
        {
            var (single, multi) = (Figures.At(one[0].FetchTimes, share), Figures.At(three[0].FetchTimes, share));
            report.Line($"| {share * 100:F0} | {single:F1} | {multi:F1} |");
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
