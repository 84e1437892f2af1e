using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Transport.WideArea;

namespace Coral.Lab.Network;

/// <summary>Checks that the nodes have formed the clusters of the lab's map.</summary>
/// <remarks>
/// Nodes of a region whose round trips are below the diameter of a level belong to one cluster at that level, and a
/// node that has another within the diameter is not alone in its cluster. Which regions form one cluster the nodes
/// decide.
/// </remarks>
public sealed class ClusterWatch(LabNetwork lab, RegionMap map, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly ClusterOptions Diameters = new();

    /// <summary>True if the running nodes see the clusters of the map.</summary>
    public bool HasFormed => HasFormedAt(ClusterLevel.Regional) && HasFormedAt(ClusterLevel.Near);

    /// <summary>Waits until the clusters have formed, or a time limit has passed.</summary>
    /// <returns>True if they formed within the time limit.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (!HasFormed)
        {
            if (clock.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(Period, clock, cancellationToken);
        }

        return true;
    }

    private bool HasFormedAt(ClusterLevel level)
    {
        var nodes = lab.Living.Select(node => new Member(node.Region, ClusterOf(node, level))).ToList();
        return nodes.All(node =>
        {
            var near = nodes.Where(other => IsNear(node, other, level)).ToList();
            return near.Where(other => other.Region == node.Region).All(other => other.Cluster == node.Cluster)
                && (near.Count <= 1 || nodes.Count(other => other.Cluster == node.Cluster) > 1);
        });
    }

    private bool IsNear(Member one, Member other, ClusterLevel level) =>
        map.Between(one.Region, other.Region).RoundTrip < Diameters.Diameter(level);

    private static Identifier? ClusterOf(LabNode node, ClusterLevel level) =>
        node.Levels.FirstOrDefault(info => info.Level == level)?.ClusterId;

    private sealed record Member(string Region, Identifier? Cluster);
}
