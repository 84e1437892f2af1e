namespace Coral.Index.Events;

/// <summary>The reasons for which a node changes its cluster at a level.</summary>
public enum ClusterSwitchReason
{
    /// <summary>
    /// Half of the old cluster's measured members are beyond the diameter; the new cluster is the node's own.
    /// </summary>
    TooFar = 0,

    /// <summary>The new cluster has far more members within the diameter.</summary>
    Larger = 1,

    /// <summary>
    /// Both clusters are of similar size, members confirm that they are near, and the new one has the lower id.
    /// </summary>
    Merged = 2,
}
