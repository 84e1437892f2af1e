using Coral.Index.Events;

namespace Coral.Index.Clusters;

/// <summary>The cluster to enter.</summary>
/// <param name="Reason">The rule by which it is better than the node's present cluster.</param>
internal sealed record ClusterChoice(ClusterCandidate Cluster, ClusterSwitchReason Reason);
