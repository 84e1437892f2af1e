using Coral.Lab.Crowd;
using Coral.Lab.Network;

namespace Coral.Cli.Labs;

/// <summary>The figures of a lab, as a program reads them.</summary>
/// <param name="Nodes">Number of nodes started.</param>
/// <param name="Requests">Answered in full with the right bytes.</param>
/// <param name="Failed">Not answered in full.</param>
/// <param name="Wrong">Answered with other bytes.</param>
/// <param name="Sources">The number of responses from each source.</param>
/// <param name="Files">Different files asked for.</param>
/// <param name="OriginRequests">Requests that reached the origin.</param>
/// <param name="FirstByteMs">Time to the first byte, in milliseconds.</param>
/// <param name="Clusters">Members of each cluster, by level.</param>
internal sealed record LabReport(
    int Nodes,
    int Requests,
    int Failed,
    int Wrong,
    LabReport.SourceCounts Sources,
    int Files,
    int OriginRequests,
    LabReport.FirstBytePercentiles FirstByteMs,
    LabClusters Clusters
)
{
    internal static LabReport Of(LabNetwork lab, CrowdPlan plan, CrowdFigures figures) =>
        new(
            lab.Nodes.Count,
            figures.Requests,
            figures.Failed,
            figures.Wrong,
            new SourceCounts(
                figures.From(RequestSource.Local),
                figures.From(RequestSource.Joined),
                figures.From(RequestSource.Level2),
                figures.From(RequestSource.Level1),
                figures.From(RequestSource.Level0),
                figures.From(RequestSource.Origin)
            ),
            plan.Files,
            lab.Origin.Count,
            new FirstBytePercentiles(Ms(figures, 0.5), Ms(figures, 0.8), Ms(figures, 0.96), Ms(figures, 1)),
            LabClusters.Of(lab)
        );

    private static double Ms(CrowdFigures figures, double share) =>
        Math.Round(figures.Percentile(share).TotalMilliseconds, 1);

    /// <summary>The number of responses from each source.</summary>
    internal sealed record SourceCounts(int Local, int Joined, int Level2, int Level1, int Level0, int Origin);

    /// <summary>The percentiles of the paper's table, and the slowest.</summary>
    internal sealed record FirstBytePercentiles(double P50, double P80, double P96, double Max);
}
