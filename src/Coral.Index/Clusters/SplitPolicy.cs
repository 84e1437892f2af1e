namespace Coral.Index.Clusters;

/// <summary>
/// When a node leaves its cluster for one of its own: half of the members it measured are too far away.
/// </summary>
internal static class SplitPolicy
{
    /// <summary>Whether to leave.</summary>
    public static bool MustLeave(ClusterTally own) => own.Probed > 0 && 2 * (own.Probed - own.Near) >= own.Probed;
}
