using Coral.Core.Index;
using Coral.Dns.Clusters;

namespace Coral.Dns.Resolvers;

/// <summary>The nodes that hints name for a network. Immutable.</summary>
/// <param name="Hints">All of them but this node, nearest first: those that lie in that very network at 0, those that
/// nobody says to have measured it last.</param>
/// <param name="OwnRoundTrip">How near this node is, where it is one of them.</param>
/// <param name="Nodes">Those that answered when they were last asked, nearest first; never this node.</param>
/// <param name="RoundTrips">How near each of these is.</param>
/// <param name="RegionalServers">Those that serve DNS, for the zone of level 1.</param>
/// <param name="NearServers">The same for the zone of level 2.</param>
/// <param name="FoundAt">When they were looked up, as time since the server's start.</param>
/// <param name="CheckedAt">When they were asked.</param>
internal sealed record HintedNodes(
    IReadOnlyList<ResolverHint> Hints,
    TimeSpan? OwnRoundTrip,
    MonitoredNode[] Nodes,
    TimeSpan[] RoundTrips,
    LevelServers? RegionalServers,
    LevelServers? NearServers,
    TimeSpan FoundAt,
    TimeSpan CheckedAt
)
{
    /// <summary>Whether this node is one of them.</summary>
    public bool IsSelfNear => OwnRoundTrip is not null;

    /// <summary>Where those end whose round trip lies in a band of a level's diameter, or in a nearer one.</summary>
    /// <param name="band">The band.</param>
    /// <param name="first">Where it begins.</param>
    /// <param name="diameter">The level's.</param>
    public int EndOf(int band, int first, TimeSpan diameter)
    {
        while (first < RoundTrips.Length && RoundTripBand.Of(RoundTrips[first], diameter) <= band)
        {
            first++;
        }

        return first;
    }

    /// <summary>The nearest level at which one of these nodes shares a cluster with this node.</summary>
    public ClusterLevel LevelIn(ClusterSnapshot snapshot)
    {
        if (IsSelfNear)
        {
            return ClusterLevel.Near;
        }

        var level = ClusterLevel.Near;
        while (level > ClusterLevel.Global && !HaveInCommon(snapshot[level].Nodes, Nodes))
        {
            level--;
        }

        return level;
    }

    private static bool HaveInCommon(ReadOnlySpan<MonitoredNode> some, ReadOnlySpan<MonitoredNode> others)
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
