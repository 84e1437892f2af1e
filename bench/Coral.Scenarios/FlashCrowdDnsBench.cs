using System.Globalization;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>
/// The paper's figure 5: clients at places of their own, DNS in the loop; three systems and an oracle.
/// </summary>
internal static class FlashCrowdDnsBench
{
    private const double MostOfSingle = 0.3;
    private const double MostOfOracle = 1.5;

    private static readonly double[] Shares = [0.1, 0.25, 0.5, 0.8, 0.9, 0.96, 0.98, 0.99];

    /// <summary>The paper's figures are seconds, at the median and the 96th percentile.</summary>
    private static readonly DnsSystem[] Systems =
    [
        new("one level", new() { Levels = 1, Finding = ProxyFinding.Names }, (0.79, 9.54), "#d62728"),
        new("three levels", new() { Finding = ProxyFinding.Names }, (0.31, 4.17), "#1f77b4"),
        new("three levels, hints", new() { Finding = ProxyFinding.NamesWithHints }, (0.19, 2.50), "#2ca02c"),
        new("oracle", new() { Finding = ProxyFinding.Nearest }, null, "#7f7f7f"),
    ];

    public static Report Run(Arguments arguments)
    {
        var report = new Report(
            "flash-crowd-dns",
            "A flash crowd with DNS in the loop: 166 nodes, 166 places of clients, 30 minutes"
        );
        var seeds = arguments.Seeds ?? 5;
        var runs = Systems
            .Select(s => Seeds.Run(seeds, arguments, seed => FlashCrowdScenario.Run(s.Options with { Seed = seed })))
            .ToArray();
        Check(report, runs);
        Table(report, runs);
        Draw(report, [.. runs.Select(r => r[0])]);
        return report;
    }

    private static void Check(Report report, FlashCrowdResult[][] runs)
    {
        var (single, hints, oracle) = (runs[0], runs[2], runs[3]);
        var ofSingle = hints.Select((r, i) => r.ClientMs!.P50 / single[i].ClientMs!.P50).ToList();
        var ofOracle = hints.Select((r, i) => r.ClientMs!.P50 / oracle[i].ClientMs!.P50).ToList();
        report.Check(
            $"median with hints at most {MostOfSingle} of one level's, in each of {hints.Length} seeds",
            ofSingle.TrueForAll(r => r <= MostOfSingle),
            $"{ofSingle.Min():F2} to {ofSingle.Max():F2} (paper: 0.24)"
        );
        report.Check(
            $"median with hints at most {MostOfOracle} times the oracle's, in each of {hints.Length} seeds",
            ofOracle.TrueForAll(r => r <= MostOfOracle),
            $"{ofOracle.Min():F2} to {ofOracle.Max():F2}"
        );
        report.Check(
            "none failed",
            runs.All(system => system.All(r => r.Failed == 0)),
            $"{runs.Sum(system => system.Sum(r => r.Failed))} of {runs.Sum(s => s.Sum(r => (long)r.ClientRequests)):N0}"
        );
    }

    private static void Table(Report report, FlashCrowdResult[][] runs)
    {
        report.Line($"Seconds from a client's wish to the last byte (look-up, connect, fetch; a connection for each");
        report.Line($"request; the oracle looks nothing up), mean of {runs[0].Length} seeds:");
        report.Line();
        report.Row(["percentile", .. Systems.Select(s => s.Name)]);
        report.Row(["---:", .. Systems.Select(_ => "---:")]);
        foreach (var share in Shares)
        {
            var cells = runs.Select(system => system.Average(r => Figures.At(r.ClientTimes, share)) / 1000);
            report.Row([$"{share * 100:F0}", .. cells.Select(seconds => Text(seconds, "F3"))]);
        }

        Step("look-up, mean", r => r.ClientWaits.Average(wait => wait.LookUp.TotalSeconds));
        Step("connect, 50", r => Figures.Median(r.ClientWaits.Select(wait => wait.Connect.TotalSeconds)));
        Step("fetch, 50", r => Figures.Median(r.ClientWaits.Select(wait => wait.Fetch.TotalSeconds)));
        report.Row(["paper, 50", .. Systems.Select(s => Text(s.Paper?.Median, "F2"))]);
        report.Row(["paper, 96", .. Systems.Select(s => Text(s.Paper?.Late, "F2"))]);
        report.Line();

        void Step(string name, Func<FlashCrowdResult, double> figure) =>
            report.Row([name, .. runs.Select(system => Text(system.Average(figure), "F3"))]);
    }

    private static void Draw(Report report, FlashCrowdResult[] runs)
    {
        var plot = new Plot(
            "A client's wish to the last byte; crosses: the paper's figure 5",
            "percentile",
            "ms (log10)",
            (0, 100),
            (1, 5)
        );
        Enumerable.Range(1, 5).ToList().ForEach(y => plot.TickY(y));
        Enumerable.Range(0, 11).ToList().ForEach(x => plot.TickX(x * 10, Text(x * 10, "F0")));
        foreach (var (system, run) in Systems.Zip(runs))
        {
            plot.Lines(
                Enumerable.Range(1, 99).Select(p => ((double)p, Math.Log10(Figures.At(run.ClientTimes, p / 100.0)))),
                system.Colour
            );
            if (system.Paper is { } paper)
            {
                plot.Cross(50, Math.Log10(paper.Median * 1000), system.Colour);
                plot.Cross(96, Math.Log10(paper.Late * 1000), system.Colour);
            }

            plot.Legend(system.Name, system.Colour);
        }

        report.Plot("flash-crowd-dns", plot.ToString());
    }

    private static string Text(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private sealed record DnsSystem(
        string Name,
        ScenarioOptions Options,
        (double Median, double Late)? Paper,
        string Colour
    );
}
