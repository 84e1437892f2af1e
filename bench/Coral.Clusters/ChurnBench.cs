using System.Globalization;
using Coral.Simulation.Scenarios;

namespace Coral.Clusters;

/// <summary>A bench of the index under churn: nodes crash and are replaced by new ones.</summary>
internal static class ChurnBench
{
    private const int Nodes = 1_000;
    private const int Minutes = 60;

    /// <summary>Runs the scenario once.</summary>
    public static ChurnResult Play(int seed) =>
        ChurnScenario.Run(
            new ScenarioOptions
            {
                Seed = seed,
                Nodes = Nodes,
                Minutes = Minutes,
            }
        );

    /// <summary>Checks the bounds, and lists the runs.</summary>
    public static void Tell(Report report, IReadOnlyList<ChurnResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        Check("churn: closest living node found ≥ 99 %", results.MinBy(r => r.LookupSuccess)!, r => r.LookupSuccess);
        Check("churn: value found while its owner lives ≥ 99 %", results.MinBy(r => r.ValueFound)!, r => r.ValueFound);
        var dearest = results.MaxBy(r => r.MaintenanceBytesPerNodeSecond)!;
        report.Check(
            "churn: maintenance under 250 bytes a second sent by a node, IP and UDP headers counted",
            dearest.MaintenanceBytesPerNodeSecond < 250,
            string.Create(CultureInfo.InvariantCulture, $"{dearest.MaintenanceBytesPerNodeSecond}, seed {dearest.Seed}")
        );
        report.Line(
            $"## Churn, {Nodes} nodes, sessions of {ChurnScenario.SessionMinutes} minutes on average, {Minutes} minutes"
        );
        report.Line();
        report.Line(
            $"| seed | closest living node found | value found | told to fetch, of each object | bytes a second |"
        );
        report.Line($"|---:|---:|---:|---:|---:|");
        foreach (var r in results)
        {
            report.Row(
                $"{r.Seed}",
                $"{r.LookupSuccess:P2}",
                $"{r.ValueFound:P2}",
                $"{r.OriginRequestsPerObject}",
                $"{r.MaintenanceBytesPerNodeSecond}"
            );
        }

        report.Line();
        report.Line($"```json");
        foreach (var result in results)
        {
            report.Line($"{result.ToJson()}");
        }

        report.Line($"```");

        void Check(string bound, ChurnResult worst, Func<ChurnResult, double> value) =>
            report.Check(
                bound,
                value(worst) >= 0.99,
                string.Create(CultureInfo.InvariantCulture, $"{value(worst):P2}, seed {worst.Seed}")
            );
    }
}
