using Coral.Index.Messages;

namespace Coral.Index.Clusters;

/// <summary>
/// The rule for the clusters a node may be in: those where at least 80 % of the probed members are within the diameter.
/// </summary>
internal static class JoinPolicy
{
    /// <summary>The least share of members within the diameter.</summary>
    public const double AcceptableShare = 0.8;

    /// <summary>Members to measure before a cluster is judged, unless the cluster has fewer.</summary>
    public const int EnoughProbed = 48;

    /// <summary>
    /// True if a cluster with this tally is acceptable. A cluster of which no member was measured is not.
    /// </summary>
    public static bool IsAcceptable(ClusterTally tally) => tally.Probed > 0 && tally.Share >= AcceptableShare;

    /// <summary>True if enough members were measured to judge a cluster of about <paramref name="size"/>.</summary>
    /// <remarks>
    /// An eighth of a small cluster may be unmeasured: members come and go, and its size is an estimate.
    /// </remarks>
    public static bool IsEnough(ClusterTally tally, double size) =>
        tally.Probed >= Math.Min(EnoughProbed, Math.Max(1, size * 7 / 8));
}
