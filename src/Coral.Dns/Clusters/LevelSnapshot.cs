using Coral.Core.Index;

namespace Coral.Dns.Clusters;

/// <summary>The members of one of this node's clusters, by the result of their last check. Immutable.</summary>
/// <param name="Level">The level of the cluster.</param>
/// <param name="Diameter">Bound on the round trip between members.</param>
/// <param name="CheckedAt">When the check began, as uptime of the server; <see langword="null"/> before the first
/// time.</param>
/// <param name="Nodes">The members that answered; never this node.</param>
/// <param name="Suspected">
/// Members that did not answer this check, but one so shortly before that they may be named.
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
