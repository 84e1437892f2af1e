using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>All that answers are made from: who lives, level by level. Immutable, replaced whole.</summary>
/// <param name="Self">This node.</param>
/// <param name="Levels">By level, 0 first; always all three.</param>
/// <param name="RegionalServers">Servers for the zone of level 1, for resolvers within that level.</param>
/// <param name="RegionalServersNear">Servers for the same zone, for resolvers within level 2.</param>
/// <param name="NearServers">Servers for the zone of level 2, for the same.</param>
internal sealed record Neighbourhood(
    WatchedNode Self,
    LevelView[] Levels,
    ServerBands RegionalServers,
    ServerBands RegionalServersNear,
    ServerBands NearServers
)
{
    /// <summary>The view of a level.</summary>
    public LevelView this[ClusterLevel level] => Levels[(int)level];

    /// <summary>The nearest level whose diameter a round trip is within.</summary>
    public ClusterLevel LevelOf(TimeSpan roundTrip) =>
        roundTrip < this[ClusterLevel.Near].Diameter ? ClusterLevel.Near
        : roundTrip < this[ClusterLevel.Regional].Diameter ? ClusterLevel.Regional
        : ClusterLevel.Global;

    /// <summary>The nearest level at which one of those near a client is with us in a cluster.</summary>
    public ClusterLevel LevelOf(Nearby nearby)
    {
        if (nearby.IsSelfNear)
        {
            return ClusterLevel.Near;
        }

        var level = ClusterLevel.Near;
        while (level > ClusterLevel.Global && !HaveInCommon(this[level].Nodes, nearby.Nodes))
        {
            level--;
        }

        return level;
    }

    private static bool HaveInCommon(ReadOnlySpan<WatchedNode> some, ReadOnlySpan<WatchedNode> others)
    {
        foreach (var one in some)
        {
            foreach (var other in others)
            {
                if (one.Contact.Id == other.Contact.Id)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
