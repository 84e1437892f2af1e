using Coral.Index.Events;

namespace Coral.Index.Clusters;

/// <summary>The cluster to enter.</summary>
/// <param name="Cluster">The candidate that won.</param>
/// <param name="Reason">What makes it better than ours.</param>
internal sealed record ClusterChoice(ClusterCandidate Cluster, ClusterSwitchReason Reason);
