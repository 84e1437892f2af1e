using Coral.Index.Messages;

namespace Coral.Index.Clusters;

/// <summary>
/// The rule for leaving a cluster for a new one: half of the members that the node measured are beyond the diameter.
/// </summary>
internal static class SplitPolicy
{
    /// <summary>True if the node must leave.</summary>
    public static bool MustLeave(ClusterTally own) => own.Probed > 0 && 2 * (own.Probed - own.Near) >= own.Probed;
}
