using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Dns.Clusters;

/// <summary>Builds a <see cref="ClusterSnapshot"/> from the samples and the nodes that are alive.</summary>
internal sealed class ClusterSnapshotBuilder(
    INodeDirectory directory,
    INodeCheck check,
    LevelServerSelector levelServers
)
{
    /// <summary>Builds a snapshot.</summary>
    /// <param name="rosters">The nodes that were checked.</param>
    /// <param name="alive">The nodes that answered, in this round or shortly before.</param>
    /// <param name="checkedAt">The uptime at which the round began; <see langword="null"/> before the first.</param>
    public ClusterSnapshot Build(ClusterRosters rosters, Dictionary<NodeId, MonitoredNode> alive, TimeSpan? checkedAt)
    {
        var self = MonitoredNode.Own(check);
        var known = directory.Levels();
        LevelSnapshot[] levels =
        [
            .. Enum.GetValues<ClusterLevel>()
                .Select(level => LevelOf(level, DiameterOf(level, known), rosters[level], alive, checkedAt)),
        ];
        var (regional, near) = (levels[(int)ClusterLevel.Regional], levels[(int)ClusterLevel.Near]);
        var clusters = new[] { near.Nodes, regional.Nodes, near.Suspected, regional.Suspected };
        var members = clusters.SelectMany(nodes => nodes).DistinctBy(node => node.Contact.Id).ToList();
        return new ClusterSnapshot(
            self,
            levels,
            levelServers.SelectByBand(ClusterLevel.Regional, regional.Diameter, members, self),
            levelServers.SelectByBand(ClusterLevel.Regional, near.Diameter, members, self),
            levelServers.SelectByBand(ClusterLevel.Near, near.Diameter, members, self)
        );
    }

    private static LevelSnapshot LevelOf(
        ClusterLevel level,
        TimeSpan diameter,
        IReadOnlyList<NodeContact> roster,
        Dictionary<NodeId, MonitoredNode> alive,
        TimeSpan? checkedAt
    )
    {
        var heard = roster.Select(node => alive.GetValueOrDefault(node.Id)).OfType<MonitoredNode>();
        var byRound = heard.ToLookup(node => node.VerifiedAt >= checkedAt);
        return new LevelSnapshot(
            level,
            diameter,
            checkedAt,
            [.. byRound[true]],
            [.. byRound[false]],
            [.. roster.Where(node => !alive.ContainsKey(node.Id))]
        );
    }

    private static TimeSpan DiameterOf(ClusterLevel level, IReadOnlyList<LevelInfo> known) =>
        level == ClusterLevel.Global ? TimeSpan.MaxValue
        : (int)level < known.Count ? known[(int)level].Diameter
        : TimeSpan.Zero;
}
