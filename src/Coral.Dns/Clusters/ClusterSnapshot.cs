using Coral.Core.Index;

namespace Coral.Dns.Clusters;

/// <summary>
/// The living members of this node's clusters, level by level: all that answers are made from. Immutable.
/// </summary>
/// <param name="Self">This node, as it is named in answers.</param>
/// <param name="Levels">The snapshots of all three levels, level 0 first.</param>
/// <param name="RegionalServers">Servers for the zone of level 1, for resolvers within that level.</param>
/// <param name="RegionalServersNear">Servers for the same zone, for resolvers within level 2.</param>
/// <param name="NearServers">Servers for the zone of level 2, for resolvers within level 2.</param>
internal sealed record ClusterSnapshot(
    MonitoredNode Self,
    LevelSnapshot[] Levels,
    ServerBands RegionalServers,
    ServerBands RegionalServersNear,
    ServerBands NearServers
)
{
    /// <summary>The snapshot of a level.</summary>
    public LevelSnapshot this[ClusterLevel level] => Levels[(int)level];

    /// <summary>The nearest level whose diameter a round trip is within.</summary>
    public ClusterLevel LevelOf(TimeSpan roundTrip) =>
        roundTrip < this[ClusterLevel.Near].Diameter ? ClusterLevel.Near
        : roundTrip < this[ClusterLevel.Regional].Diameter ? ClusterLevel.Regional
        : ClusterLevel.Global;
}
