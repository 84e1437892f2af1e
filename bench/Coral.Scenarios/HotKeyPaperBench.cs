using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>One hot key at the paper's own rate: 12 million requests a minute.</summary>
internal static class HotKeyPaperBench
{
    public static Report Run(Arguments arguments)
    {
        var report = new Report("hot-key-paper", "One hot key, 12 million requests a minute");
        var run = HotKeyScenario.Run(
            new ScenarioOptions
            {
                Seed = arguments.Seeds ?? 1,
                Nodes = 494,
                Rate = 400,
            }
        );
        HotKeyBench.Bounds(report, [run]);
        report.Line($"`coral simulate hot-key --nodes 494 --rate 400 --seed {run.Seed} --json`, once:");
        report.Line();
        report.Line($"    {run.ToJson()}");
        report.Line();
        report.Line($"{run.RequestsPerMinute:N0} puts a minute and as many gets.");
        report.Line($"The rate makes next to no difference to the closest node");
        report.Line(
            $"(beside it, `--rate 20` of the same seed in [hot-key.md](hot-key.md)): that is what the index is for."
        );
        return report;
    }
}
