using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>This node's measurements of clusters, its own or another, for members that ask for them.</summary>
internal interface IClusterOpinions
{
    /// <summary>
    /// The number of members of a cluster that this node has measured, and of those within the diameter.
    /// </summary>
    ClusterTally OpinionOf(ClusterLevel level, Identifier cluster);
}
