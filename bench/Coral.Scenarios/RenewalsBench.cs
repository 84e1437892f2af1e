using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>A bench of the index's cost for the renewal of pointers to stored objects.</summary>
internal static class RenewalsBench
{
    private const int Nodes = 30;

    /// <summary>The used objects: 2 % of the 100,000 that a node stores.</summary>
    private const int Used = 2_000;
    private const double Bound = 50;

    private static readonly (int Stored, int Used)[] Sizes =
    [
        (2_000, 0),
        (2_000, 40),
        (10_000, 200),
        (2_000, Used),
        (10_000, Used),
    ];

    public static Report Run(Arguments arguments)
    {
        var report = new Report("renewals", "What renewals of pointers cost the index: 30 nodes");
        report.Row(
            "stored a node",
            "used within the hour",
            "renewals an object",
            "calls a renewal",
            "calls of renewals a second and node",
            "all datagrams of the index a second and node"
        );
        report.Line($"|---:|---:|---:|---:|---:|---:|");
        var runs = Array.ConvertAll(Sizes, size => Play(report, size.Stored, size.Used));
        report.Line();
        report.Line(
            $"Every object has a key of its own, so that none is spared because others have put before, and is used"
        );
        report.Line($"every {Renewals.Use.TotalMinutes:N0} minutes, so that it is renewed as often as any can be.");
        report.Line();
        report.Line(
            $"100,000 objects a node, 3 million in all, were not simulated: they would take too long. The last two"
        );
        report.Line(
            $"rows use as many as 2 % of them are, among 2,000 and among 10,000: what is stored and not used makes"
        );
        report.Line($"no difference, and what is used costs the same each.");

        var seconds = Renewals.Counted.TotalSeconds * Nodes;
        var most = runs[3..].Max(run => run.Calls / seconds);
        report.Check(
            $"{Used:N0} objects used, 2 % of 100,000: under {Bound} calls a second and node",
            most < Bound,
            $"{most:F2}"
        );
        report.Check("nothing used: no call", runs[0].Calls == 0, $"{runs[0].Calls}");
        report.Check(
            "five times the objects stored, as many used: the same calls, to a tenth",
            Math.Abs(((double)runs[4].Calls / runs[3].Calls) - 1) < 0.1,
            $"{runs[3].Calls:N0} and {runs[4].Calls:N0}"
        );
        report.Check(
            "five times the objects used: five times the calls, to a tenth",
            Math.Abs(((double)runs[2].Calls / runs[1].Calls / 5) - 1) < 0.1,
            $"{runs[1].Calls:N0} and {runs[2].Calls:N0}"
        );
        return report;
    }

    private static RenewalsResult Play(Report report, int stored, int used)
    {
        var run = Renewals.Run(Nodes, stored, used, seed: 1);
        Console.Error.WriteLine($"{stored} stored, {used} used: {run}, {Environment.WorkingSet >> 20} MB");
        var seconds = Renewals.Counted.TotalSeconds * Nodes;
        report.Row(
            $"{stored:N0}",
            $"{used:N0}",
            $"{(double)run.Puts / Math.Max(1, run.Used):F2}",
            $"{(double)run.Calls / Math.Max(1, run.Puts):F2}",
            $"{run.Calls / seconds:F3}",
            $"{run.Datagrams / seconds:F2}"
        );
        return run;
    }
}
