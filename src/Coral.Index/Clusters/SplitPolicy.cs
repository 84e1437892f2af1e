using Coral.Index.Messages;

namespace Coral.Index.Clusters;

/// <summary>
/// The rule when a node leaves its cluster for one of its own: half of the members it measured are too far away.
/// </summary>
internal static class SplitPolicy
{
    /// <summary>True if the node must leave.</summary>
    public static bool MustLeave(ClusterTally own) => own.Probed > 0 && 2 * (own.Probed - own.Near) >= own.Probed;
}
