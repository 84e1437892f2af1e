using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Routing;

namespace Coral.Index.Clusters;

/// <summary>What a node tells others about clusters when they ask, whichever cluster they are in themselves.</summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class ClusterOpinions(IReadOnlyList<ClusterMembership> levels, PeerTable peers)
{
    /// <summary>How near a cluster of a level is to this node.</summary>
    public ClusterTally OpinionOf(ClusterLevel level, Identifier cluster)
    {
        foreach (var membership in levels)
        {
            if (membership.Level == level)
            {
                return membership.Opinion(cluster);
            }
        }

        return default;
    }

    /// <summary>Adds our contacts with the least round trips, least first.</summary>
    public void AddNearest(int count, List<NodeContact> contacts) =>
        contacts.AddRange(Nearest(count).Select(peer => peer.Contact));

    /// <summary>The peers with the least round trips, least first.</summary>
    public IEnumerable<Peer> Nearest(int count) =>
        peers
            .All.Where(peer => peer.RoundTrip.HasSample)
            .OrderBy(peer => peer.RoundTrip.Minimum)
            .ThenBy(peer => peer.Id)
            .Take(count);
}
