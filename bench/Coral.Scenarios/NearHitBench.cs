using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>A bench of the extra wait for an object at a near node, over a local hit.</summary>
internal static class NearHitBench
{
    private const int Samples = 1_000;

    /// <summary>An object that TCP sends at once, in its first ten segments.</summary>
    private const int Small = 10_240;

    /// <summary>The size of the paper's files: TCP's slow start takes one round trip more.</summary>
    private const int Usual = 41_984;

    public static Report Run(Arguments arguments)
    {
        var report = new Report("near-hit", "What a hit at a neighbour costs beyond a local one, in round trips");
        report.Line(
            $"| cluster | connection to the holder | body | first byte: mean | p50 | p90 | most | within two |"
        );
        report.Line($"|---:|---|---:|---:|---:|---:|---:|---:|");
        foreach (var nodes in (int[])[2, 4, 8, 16, 30, 48])
        {
            var warm = Play(report, nodes, isWarm: true, Small);
            Play(report, nodes, isWarm: false, Small);
            Play(report, nodes, isWarm: true, Usual);
            report.Check(
                $"{nodes} nodes, connection open, body of one window: never above two",
                warm.FirstBytes[^1] <= 2,
                $"{warm.FirstBytes[^1]:F2} at most, {warm.FirstBytes.Average():F2} on average"
            );
        }

        report.Line();
        report.Line(
            $"{Samples:N0} objects a row. One round trip is the question to the index, one the question to the holder."
        );
        report.Line();
        report.Line($"What adds to them:");
        report.Line();
        report.Line($"* a connection that is not open: one;");
        report.Line(
            $"* a body of more than ten segments: one for each time that TCP's window has to open before the first"
        );
        report.Line($"  64 KB chunk is whole, as nothing is passed on unchecked (the header is, before that);");
        report.Line(
            $"* a cluster of more than 64 members, or members not met yet (within the first hours of a cluster):"
        );
        report.Line($"  one for each further hop of the index.");
        report.Line();
        report.Line($"The asking node is itself the nearest one now and then: then the index costs nothing.");
        return report;
    }

    private static NearHitsResult Play(Report report, int nodes, bool isWarm, int bytes)
    {
        var run = NearHits.Run(nodes, isWarm, bytes, Samples, seed: 1);
        var first = run.FirstBytes;
        report.Row(
            $"{nodes}",
            isWarm ? "open" : "none",
            $"{bytes:N0}",
            $"{first.Average():F2}",
            $"{Figures.At(first, 0.5):F2}",
            $"{Figures.At(first, 0.9):F2}",
            $"{first[^1]:F2}",
            $"{Within(run):P1}"
        );
        return run;
    }

    private static double Within(NearHitsResult run) => run.FirstBytes.Count(r => r <= 2) / (double)Samples;
}
