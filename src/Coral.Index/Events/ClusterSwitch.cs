using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Events;

/// <summary>A node's change from one cluster to another.</summary>
/// <param name="Level">The level, above 0.</param>
/// <param name="From">The id of the cluster that it left.</param>
/// <param name="To">The id of the cluster that it entered.</param>
/// <param name="Size">Members of the new cluster as the node announces them, itself counted.</param>
/// <param name="Reason">The rule by which the new cluster was better.</param>
public readonly record struct ClusterSwitch(
    ClusterLevel Level,
    Identifier From,
    Identifier To,
    uint Size,
    ClusterSwitchReason Reason
);
