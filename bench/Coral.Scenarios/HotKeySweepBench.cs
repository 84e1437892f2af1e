using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>A bench of the number of leaking nodes by the size of the network.</summary>
internal static class HotKeySweepBench
{
    private const int Rate = 20;
    private const int Minutes = 3;
    private const int RatesAt = 256;
    private static readonly int[] OtherRates = [1, 5, 400];

    // As many seeds as the time allows: a run of 16,384 nodes takes as long as 300 of 64. The number of leaking nodes
    // varies from seed to seed by some 4, at any size.
    private static readonly (int Nodes, int Seeds)[] Sizes =
    [
        (64, 80),
        (128, 80),
        (256, 80),
        (512, 80),
        (1_024, 60),
        (2_048, 50),
        (4_096, 40),
        (8_192, 30),
        (16_384, 20),
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
        Head(report, "nodes");
        foreach (var (nodes, own) in Sizes)
        {
            var runs = Play(arguments, nodes, Rate, own);
            var (log, mean) = (Math.Log2(nodes), runs.Average(r => r.LeakedThrough));
            report.Check(
                $"{nodes:N0} nodes: mean within log2 n + 0…3",
                mean >= log && mean <= log + 3,
                $"{mean:F2} in {log:F0}…{log + 3:F0}"
            );
            Row(report, $"{nodes:N0}", runs);
            rows.Add((log, mean));
            report.Save(arguments);
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
        report.Line($"Every node puts and gets {Rate} times a second for {Minutes} minutes");
        report.Line(
            $"(`coral simulate hot-key --nodes N --rate {Rate} --minutes {Minutes} --seed S`); the first minute"
        );
        report.Line($"does not count. ± is the standard error of the mean over the seeds.");
        report.Line();
        report.Plot("hot-key-sweep", plot.ToString());
        Rates(report, arguments);
        return report;
    }

    /// <summary>Shows that the rate changes the number of leaking nodes, but not the puts that they let pass.</summary>
    private static void Rates(Report report, Arguments arguments)
    {
        report.Line($"## The rate");
        report.Line();
        report.Line(
            $"A node lets one put pass every five seconds, its own or, half a second later, another's. Its own"
        );
        report.Line($"is the next to come at all but the lowest rates, and takes the way that its own table knows:");
        report.Line($"those that have the closest node as their next hop leak at β. {RatesAt} nodes:");
        report.Line();
        Head(report, "pairs a second and node");
        foreach (var rate in OtherRates.Append(Rate).Order())
        {
            Row(report, $"{rate}", Play(arguments, RatesAt, rate, 40));
        }
    }

    private static HotKeyResult[] Play(Arguments arguments, int nodes, int rate, int seeds)
    {
        var options = new ScenarioOptions
        {
            Nodes = nodes,
            Rate = rate,
            Minutes = Minutes,
        };
        return Seeds.Run(
            Math.Min(seeds, arguments.Seeds ?? seeds),
            arguments,
            seed => HotKeyScenario.Run(options with { Seed = seed })
        );
    }

    private static void Head(Report report, string what)
    {
        report.Row(what, "seeds", "leaking: min", "mean", "max", "± of the mean", "log2 n", "puts at the closest");
        report.Line($"|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    private static void Row(Report report, string what, HotKeyResult[] runs)
    {
        var mean = runs.Average(r => r.LeakedThrough);
        var squares = runs.Sum(r => Math.Pow(r.LeakedThrough - mean, 2));
        report.Row(
            what,
            $"{runs.Length}",
            $"{runs.Min(r => r.LeakedThrough)}",
            $"{mean:F2}",
            $"{runs.Max(r => r.LeakedThrough)}",
            $"{Math.Sqrt(squares / Math.Max(1, runs.Length - 1) / runs.Length):F2}",
            $"{Math.Log2(runs[0].Nodes):F0}",
            $"{runs.Average(r => r.PutsAtClosest.Skip(1).Average()):F0}"
        );
    }
}
