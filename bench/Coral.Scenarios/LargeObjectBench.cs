using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>10,000 clients want one 50 MB object of 100 nodes within a minute.</summary>
internal static class LargeObjectBench
{
    public static Report Run(Arguments arguments)
    {
        var report = new Report("large-object", "10,000 clients for one 50 MB object over 100 nodes within a minute");
        // One run holds 5 GB of bodies, so runs are sequential.
        var runs = Seeds.Run(
            arguments.Seeds ?? 3,
            arguments with
            {
                Parallel = 1,
            },
            seed => LargeObjectScenario.Run(new LargeObjectSettings { Seed = seed })
        );
        report.Check(
            "one origin fetch",
            runs.All(r => r.OriginRequests == 1),
            $"{runs.Max(r => r.OriginRequests)}; {runs.Max(r => r.OriginBytes) / 1e6:F1} MB sent by the origin"
        );
        report.Check(
            "no node sends more than 8 copies at a time",
            runs.All(r => r.MostUploads <= 8),
            $"{runs.Max(r => r.MostUploads)}"
        );
        report.Check(
            "every client gets every byte",
            runs.All(r => r.Failed == 0),
            $"{runs.Sum(r => r.Failed)} of {runs.Sum(r => r.Served + r.Failed):N0} did not"
        );
        report.Check(
            "the last node has it within 1.5 × (origin transfer + log2 100 hops)",
            runs.All(r => r.LastNode <= r.Bound),
            $"{runs.Max(r => r.LastNode / r.Bound):F2} of the bound at most"
        );
        report.Line($"The origin sends 10 Mbit/s, nodes send and receive 100 Mbit/s.");
        report.Line();
        report.Line($"| seed | origin transfer, s | hop, ms | last node, s | bound, s | most uploads |");
        report.Line($"|---:|---:|---:|---:|---:|---:|");
        foreach (var run in runs)
        {
            report.Row(
                $"{run.Seed}",
                $"{run.OriginTransfer.TotalSeconds:F1}",
                $"{run.Hop.TotalMilliseconds:F0}",
                $"{run.LastNode.TotalSeconds:F1}",
                $"{run.Bound.TotalSeconds:F1}",
                $"{run.MostUploads}"
            );
        }

        return report;
    }
}
