using System.Diagnostics;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>10,000 nodes for ten virtual minutes of lookups.</summary>
internal static class ScaleBench
{
    public static Report Run(Arguments arguments)
    {
        var report = new Report("scale", "10,000 nodes in virtual time");
        var started = Stopwatch.GetTimestamp();
        var run = LookupsScenario.Run(
            new ScenarioOptions
            {
                Seed = arguments.Seeds ?? 1,
                Nodes = 10_000,
                Minutes = 10,
            }
        );
        var wall = Stopwatch.GetElapsedTime(started);
        using var process = Process.GetCurrentProcess();
        var gigabytes = process.PeakWorkingSet64 / (double)(1 << 30);
        report.Check(
            "under ten minutes of wall time",
            wall < TimeSpan.FromMinutes(10),
            $"{wall.TotalSeconds:F0} s; {process.TotalProcessorTime.TotalSeconds:F0} s of CPU"
        );
        report.Check("under 8 GB", gigabytes < 8, $"{gigabytes:F2} GB at most");
        report.Check("the closest node found in 100 %", run.FoundClosest == 1, $"{run.FoundClosest:P2}");
        report.Line($"`coral simulate lookups --nodes 10000 --minutes 10 --json`:");
        report.Line();
        report.Line($"    {run.ToJson()}");
        report.Line();
        report.Line($"{GC.CollectionCount(0)} collections of generation 0, {GC.CollectionCount(2)} of generation 2;");
        report.Line($"{GC.GetTotalPauseDuration().TotalSeconds:F1} s of pauses;");
        report.Line($"{GC.GetTotalAllocatedBytes() >> 20:N0} MB allocated in all.");
        return report;
    }
}
