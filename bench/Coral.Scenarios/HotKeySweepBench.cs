using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>How the number of nodes that leak grows with the network.</summary>
internal static class HotKeySweepBench
{
    private static readonly (int Nodes, int Seeds)[] Sizes =
    [
        (64, 80),
        (128, 60),
        (256, 40),
        (512, 40),
        (1_024, 30),
        (2_048, 20),
        (4_096, 16),
        (8_192, 10),
        (16_384, 8),
    ];

    public static Report Run(Arguments arguments)
    {
        var report = new Report("hot-key-sweep", "One hot key: how many nodes leak, by the size of the network");
        var rows = new List<(double Log, double Mean)>();
        var plot = new Plot("Nodes that leak, by size of the network", "nodes", "nodes", (5.5, 14.5), (0, 40));
        plot.Legend("one seed", "#1f77b4");
        plot.Legend("mean", "#2ca02c");
        plot.Legend("log2 n and log2 n + 3", "#999999");
        Enumerable.Range(0, 5).Select(i => i * 10.0).ToList().ForEach(plot.TickY);
        report.Row("nodes", "seeds", "leaking: min", "mean", "max", "± of the mean", "log2 n", "puts at the closest");
        report.Line($"|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (nodes, own) in Sizes)
        {
            var options = new ScenarioOptions
            {
                Nodes = nodes,
                Rate = 1,
                Minutes = 5,
            };
            var seeds = Math.Min(own, arguments.Seeds ?? own);
            var runs = Seeds.Run(seeds, arguments, seed => HotKeyScenario.Run(options with { Seed = seed }));
            var (log, mean) = (Math.Log2(nodes), runs.Average(r => r.LeakedThrough));
            var error = Math.Sqrt(runs.Average(r => Math.Pow(r.LeakedThrough - mean, 2)) / Math.Max(1, seeds - 1));
            report.Check(
                $"{nodes:N0} nodes: mean within log2 n + 0…3",
                mean >= log && mean <= log + 3,
                $"{mean:F2} in {log:F0}…{log + 3:F0}"
            );
            report.Row(
                $"{nodes:N0}",
                $"{seeds}",
                $"{runs.Min(r => r.LeakedThrough)}",
                $"{mean:F2}",
                $"{runs.Max(r => r.LeakedThrough)}",
                $"{error:F2}",
                $"{log:F0}",
                $"{runs.Average(r => r.PutsAtClosest.Skip(1).Average()):F0}"
            );
            rows.Add((log, mean));
            plot.TickX(log, $"{nodes}");
            foreach (var run in runs)
            {
                plot.Dot(log, run.LeakedThrough, "#1f77b4");
            }
        }

        plot.Lines(rows.Select(r => (r.Log, r.Log)), "#999999");
        plot.Lines(rows.Select(r => (r.Log, r.Log + 3)), "#999999");
        plot.Lines(rows.Select(r => (r.Log, r.Mean)), "#2ca02c");
        report.Line();
        report.Line($"Every node puts and gets 20 times a second for three minutes");
        report.Line($"(`coral simulate hot-key --nodes N --rate 20 --minutes 3 --seed S`); the");
        report.Line($"first minute does not count. ± is the standard error of the mean over the seeds.");
        report.Line();
        report.Plot("hot-key-sweep", plot.ToString());
        return report;
    }
}
