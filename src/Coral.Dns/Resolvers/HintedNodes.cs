using Coral.Core.Index;
using Coral.Dns.Clusters;

namespace Coral.Dns.Resolvers;

/// <summary>The nodes that hints name for a network. Immutable.</summary>
/// <param name="Hints">
/// All hints but those about this node, nearest first: nodes inside the network come first, at a round trip of 0, nodes
/// with an unmeasured distance last.
/// </param>
/// <param name="OwnRoundTrip">
/// The hinted round trip of this node; <see langword="null"/> where no hint names it.
/// </param>
/// <param name="Nodes">The nodes that answered the last check, nearest first; never this node.</param>
/// <param name="RoundTrips">The hinted round trip of each of <paramref name="Nodes"/>.</param>
/// <param name="RegionalServers">Name servers among the nodes, for the zone of level 1.</param>
/// <param name="NearServers">Name servers among the nodes, for the zone of level 2.</param>
/// <param name="FoundAt">The uptime at which the hints were looked up.</param>
/// <param name="CheckedAt">The uptime at which the nodes were last checked.</param>
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
    /// <summary>True if a hint names this node.</summary>
    public bool IsSelfNear => OwnRoundTrip is not null;

    /// <summary>
    /// The index after the last node whose round trip lies in a band of a level's diameter, or in a nearer one.
    /// </summary>
    /// <param name="band">The number of the band, the nearest first, from 0.</param>
    /// <param name="first">The index at which the band begins.</param>
    /// <param name="diameter">The diameter that the bands divide.</param>
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
