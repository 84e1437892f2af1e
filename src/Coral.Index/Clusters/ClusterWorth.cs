using Coral.Index.Messages;

namespace Coral.Index.Clusters;

/// <summary>The worth of a cluster to a node: its members within the diameter, less twice those beyond it.</summary>
/// <remarks>
/// The paper weighs sizes alone among acceptable clusters. But then a node at the edge of a large region joins it as
/// long as 80 % are near, though a cluster half that size may hold just as many of those. A cluster that is barely
/// acceptable is worth two fifths of its size, one with all members near all of it.
/// </remarks>
internal static class ClusterWorth
{
    /// <summary>
    /// The bonus for the node's own cluster, added to its near share: a smaller gain is within the error of
    /// measurement.
    /// </summary>
    public const double IncumbentBonus = 0.1;

    /// <summary>The price of one member beyond the diameter, in members within it.</summary>
    public const double PriceOfFar = 2;

    /// <summary>
    /// The worth of a cluster with <paramref name="others"/> members beside this node; never below 0.
    /// </summary>
    public static double Of(double others, double nearShare) =>
        Math.Max(0, others * (nearShare - (PriceOfFar * (1 - nearShare))));

    /// <summary>The worth of the cluster this node is in.</summary>
    public static double OfOwn(double others, ClusterTally tally) =>
        Of(others, Math.Min(1, tally.Share + IncumbentBonus));

    /// <summary>The highest worth that a cluster may turn out to have when more of its members are measured.</summary>
    /// <remarks>
    /// The share could be one standard deviation better than seen; of an unknown cluster all could be near.
    /// </remarks>
    public static double AtBest(double others, ClusterTally tally) =>
        Of(others, Math.Min(1, tally.Share + (0.5 / Math.Sqrt(tally.Probed + 1))));
}
