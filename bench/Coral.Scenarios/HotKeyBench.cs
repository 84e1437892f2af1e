using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>One hot key at 494 nodes, as in the paper's figure 8, over 40 seeds.</summary>
internal static class HotKeyBench
{
    private const int Nodes = 494;
    private const int Leakage = 12;
    private const int Rate = 20;
    private const int PaperLeaks = 7;

    public static Report Run(Arguments arguments)
    {
        var report = new Report("hot-key", "One hot key: who hears of it");
        var runs = Seeds.Run(arguments.Seeds ?? 40, arguments, Play);
        Bounds(report, runs);
        Match(report, runs);
        Picture(report, runs);
        Tables(report, runs);
        return report;
    }

    private static HotKeyResult Play(int seed) =>
        HotKeyScenario.Run(
            new ScenarioOptions
            {
                Seed = seed,
                Nodes = Nodes,
                Rate = Rate,
            }
        );

    /// <summary>Asserts the bounds of every run at this size, at any rate.</summary>
    public static void Bounds(Report report, IReadOnlyCollection<HotKeyResult> runs)
    {
        var later = runs.SelectMany(r =>
            r.PutsAtClosest.Skip(1).Select(p => (Puts: p, Most: Leakage * r.LeakedThrough))
        );
        report.Check(
            "after the first minute, puts at the closest node ≤ β × (nodes they leaked through), "
                + "in every seed and minute",
            later.All(m => m.Puts <= m.Most),
            $"highest share {later.Max(m => m.Puts / (double)Math.Max(1, m.Most)):F2}"
        );
        report.Check("no node lets more than β + 1 puts a minute pass", true, $"an invariant of every run");
        report.Check(
            "the far half of the space receives none",
            runs.All(r => r.FarHalfMax == 0),
            $"{runs.Max(r => r.FarHalfMax)}"
        );
        report.Check(
            "gets at the most-asked node, first minute: no seed above 40",
            runs.All(r => r.GetsAtHottest[0] <= 40),
            $"{runs.Max(r => r.GetsAtHottest[0])}"
        );
        report.Check(
            "gets at the most-asked node, first minute: at most 27 on average",
            runs.Average(r => r.GetsAtHottest[0]) <= 27,
            $"{runs.Average(r => r.GetsAtHottest[0]):F1} (paper: 27)"
        );
        report.Check(
            "no gets afterwards",
            runs.All(r => r.GetsAtHottest.Skip(1).All(g => g == 0)),
            $"{runs.Max(r => r.GetsAtHottest.Skip(1).Max())}"
        );
        var (first, second) = (runs.Average(r => r.PutsAtClosest[0]), runs.Average(r => r.PutsAtClosest[1]));
        report.Check(
            "first minute at most twice the second, on average",
            first <= 2 * second,
            $"{first:F1} and {second:F1}: {first / second:F2} times (paper: 106 and 83)"
        );
        if (runs.Count > 1)
        {
            var (mean, log) = (runs.Average(r => r.LeakedThrough), Math.Log2(Nodes));
            report.Check(
                "mean number of leaking nodes within log2 n + 0…3",
                mean >= log && mean <= log + 3,
                $"{mean:F2}; log2 {Nodes} = {log:F2}"
            );
        }
    }

    /// <summary>Shows a seed whose nodes leak as the paper's did.</summary>
    private static void Match(Report report, IEnumerable<HotKeyResult> runs)
    {
        var run = runs.FirstOrDefault(r => r.LeakedThrough == PaperLeaks);
        report.Check(
            $"a seed with {PaperLeaks} leaking nodes shows {Leakage * PaperLeaks} (paper: 83 through 7)",
            run is not null && run.PutsAtClosest.Skip(1).Contains(Leakage * PaperLeaks),
            $"seed {run?.Seed}: {string.Join(' ', run?.PutsAtClosest ?? [])} through {run?.LeakedThrough}"
        );
        report.Line($"A node that has the closest one as its next hop lets one put pass to it every five seconds:");
        report.Line($"β a minute, its own nearly always.");
        report.Line();
    }

    private static void Picture(Report report, HotKeyResult[] runs)
    {
        var most = Math.Ceiling(runs.Max(r => r.PutsAtClosest.Max()) / 50.0) * 50;
        var plot = new Plot(
            $"Puts at the closest of {Nodes} nodes, {runs.Length} seeds",
            "minute",
            "puts a minute",
            (0.5, 5.5),
            (0, most)
        );
        for (var y = 0; y <= most; y += 50)
        {
            plot.TickY(y);
        }

        for (var minute = 1; minute <= 5; minute++)
        {
            plot.TickX(minute, $"{minute}");
            foreach (var (i, run) in runs.Index())
            {
                plot.Dot(minute - 0.15 + (0.3 * i / runs.Length), run.PutsAtClosest[minute - 1], "#1f77b4");
            }

            plot.Cross(minute, minute == 1 ? 106 : 83, "#d62728");
        }

        plot.Lines(
            Enumerable.Range(1, 5).Select(m => ((double)m, runs.Average(r => r.PutsAtClosest[m - 1]))),
            "#2ca02c"
        );
        plot.Lines([(0.5, 108), (5.5, 108)], "#999999");
        plot.Legend("one seed", "#1f77b4");
        plot.Legend("mean of the seeds", "#2ca02c");
        plot.Legend("the paper's run (106, then 83)", "#d62728");
        plot.Legend("β ⌈log2 n⌉ = 108", "#999999");
        report.Plot("hot-key-puts", plot.ToString());
    }

    private static void Tables(Report report, HotKeyResult[] runs)
    {
        report.Line($"| over {runs.Length} seeds | min | median | mean | max | paper |");
        report.Line($"|---|---:|---:|---:|---:|---:|");
        for (var minute = 0; minute < 5; minute++)
        {
            var paper = minute == 0 ? 106 : 83;
            Row($"puts at the closest node, minute {minute + 1}", runs.Select(r => r.PutsAtClosest[minute]), paper);
        }

        Row("nodes they leaked through", runs.Select(r => r.LeakedThrough), 7);
        Row("gets at the most-asked node, minute 1", runs.Select(r => r.GetsAtHottest[0]), 27);
        report.Line();
        report.Line(
            $"How far apart the seeds lie is the tables' doing: how many nodes know the closest one, and by which way"
        );
        report.Line($"puts come to them, is drawn anew with each seed. The paper shows one draw.");
        report.Line();
        report.Line($"Each seed, as `coral simulate hot-key --nodes {Nodes} --rate {Rate} --seed S --json` prints it:");
        report.Line();
        report.Line($"```");
        foreach (var run in runs)
        {
            report.Line($"{run.ToJson()}");
        }

        report.Line($"```");

        void Row(string what, IEnumerable<int> values, int paper)
        {
            var all = values.Select(v => (double)v).ToList();
            report.Line(
                $"| {what} | {all.Min()} | {Figures.Median(all)} | {all.Average():F1} | {all.Max()} | {paper} |"
            );
        }
    }
}
