namespace Coral.Index.Events;

/// <summary>Why a node changed its cluster at a level.</summary>
public enum ClusterSwitchReason
{
    /// <summary>Half of the members measured of the old one are beyond the diameter; the new one is its own.</summary>
    TooFar = 0,

    /// <summary>The new one has far more members within the diameter.</summary>
    Larger = 1,

    /// <summary>Both are of near size, members confirm that they are near, and the new one has the lower id.</summary>
    Merged = 2,
}
