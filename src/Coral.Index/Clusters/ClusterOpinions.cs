using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index.Clusters;

/// <summary>This node's measurements of clusters, by level.</summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class ClusterOpinions(IReadOnlyList<ClusterMembership> levels) : IClusterOpinions
{
    /// <inheritdoc />
    public ClusterTally OpinionOf(ClusterLevel level, Identifier cluster)
    {
        foreach (var membership in levels)
        {
            if (membership.Level == level)
            {
                return membership.Opinion(cluster);
            }
        }

        return default;
    }
}
