using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>This node's measurements of clusters, its own or another, for members that ask for them.</summary>
internal interface IClusterOpinions
{
    /// <summary>How many members of a cluster this node has measured, and how many are within the diameter.</summary>
    ClusterTally OpinionOf(ClusterLevel level, Identifier cluster);
}
