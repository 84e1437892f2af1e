using Coral.Core.Index;

namespace Coral.Dns.Clusters;

/// <summary>The members of one of this node's clusters, by the result of their last check. Immutable.</summary>
/// <param name="Level">The level of the cluster, 0 to 2.</param>
/// <param name="Diameter">Bound on the round trip between members.</param>
/// <param name="CheckedAt">The uptime at which the check began; <see langword="null"/> before the first.</param>
/// <param name="Nodes">The members that answered; never this node.</param>
/// <param name="Suspected">
/// Members that did not answer this check, but answered an earlier one so lately that they may still be named.
/// </param>
/// <param name="Unresponsive">The other members that did not answer.</param>
internal sealed record LevelSnapshot(
    ClusterLevel Level,
    TimeSpan Diameter,
    TimeSpan? CheckedAt,
    MonitoredNode[] Nodes,
    MonitoredNode[] Suspected,
    NodeContact[] Unresponsive
);
