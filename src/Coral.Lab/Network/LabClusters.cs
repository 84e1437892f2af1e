using Coral.Core.Index;

namespace Coral.Lab.Network;

/// <summary>The sizes of a lab's clusters, level by level.</summary>
/// <param name="Level1">Members of each level-1 cluster, the largest first.</param>
/// <param name="Level2">The same at level 2.</param>
public sealed record LabClusters(IReadOnlyList<int> Level1, IReadOnlyList<int> Level2)
{
    /// <summary>As the nodes that run see themselves.</summary>
    public static LabClusters Of(LabNetwork lab)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var nodes = lab.Living.Select(node => node.Levels).ToList();
        return new LabClusters(SizesAt(nodes, ClusterLevel.Regional), SizesAt(nodes, ClusterLevel.Near));
    }

    private static List<int> SizesAt(IEnumerable<IReadOnlyList<LevelInfo>> nodes, ClusterLevel level) =>
        [
            .. nodes
                .SelectMany(levels => levels.Where(info => info.Level == level))
                .GroupBy(info => info.ClusterId)
                .Select(cluster => cluster.Count())
                .OrderDescending(),
        ];
}
