using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Transport.WideArea;

namespace Coral.Lab;

/// <summary>Whether the clusters are those that the map suggests.</summary>
/// <remarks>
/// Where the round trips within a region are below the diameter of a level, its nodes belong together there. Which
/// regions come together besides is the nodes' own decision.
/// </remarks>
public sealed class ClusterWatch(LabNetwork lab, RegionMap map, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly ClusterOptions Diameters = new();

    /// <summary>Whether they are, as the nodes that run see themselves.</summary>
    public bool HasFormed =>
        map.Regions.All(region => IsOne(region, ClusterLevel.Regional) && IsOne(region, ClusterLevel.Near));

    /// <summary>Waits until they are, or a time limit has passed.</summary>
    /// <returns>Whether they are.</returns>
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

    private bool IsOne(string region, ClusterLevel level) =>
        map.Between(region, region).RoundTrip >= Diameters.Diameter(level)
        || lab.Living.Where(node => node.Region == region)
            .SelectMany(node => node.Levels.Where(info => info.Level == level))
            .Select(info => info.ClusterId)
            .Distinct()
            .Count() <= 1;
}
