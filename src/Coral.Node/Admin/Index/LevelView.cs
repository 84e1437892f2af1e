using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>One level of the hierarchy, as the node sees it.</summary>
/// <param name="Level">0, 1 or 2.</param>
/// <param name="DiameterMilliseconds">Bound on the round-trip time between members; none at level 0.</param>
/// <param name="Cluster">The cluster that the node is in.</param>
/// <param name="Size">Members, estimated; the node counts.</param>
public sealed record LevelView(int Level, double? DiameterMilliseconds, string Cluster, int Size)
{
    /// <summary>Converts a level of the index.</summary>
    public static LevelView From(LevelInfo level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return new LevelView(
            (int)level.Level,
            level.Level == ClusterLevel.Global ? null : level.Diameter.TotalMilliseconds,
            level.ClusterId.ToString(),
            level.SizeEstimate
        );
    }
}
