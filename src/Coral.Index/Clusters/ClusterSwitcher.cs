using Coral.Core.Identity;
using Coral.Core.Time;
using Coral.Index.Events;
using Coral.Index.Lookup;
using Coral.Index.Routing;

namespace Coral.Index.Clusters;

/// <summary>Moves the node from one cluster to another, and announces the size of the one it is in.</summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="peers">This node's tables, which move with it.</param>
/// <param name="refresh">Looks the node up in the cluster that it has entered.</param>
/// <param name="tokens">Draws the ids of new clusters.</param>
/// <param name="clock">Dates new clusters.</param>
/// <param name="events">Told of every switch.</param>
internal sealed class ClusterSwitcher(
    PeerTable peers,
    TableRefresh refresh,
    ITokenSource tokens,
    MonotonicClock clock,
    IIndexEvents events
)
{
    /// <summary>Leaves the cluster of a level for a new one of one member.</summary>
    public void Leave(ClusterMembership level) =>
        Move(level, ClusterFounding.Found(tokens, clock.Provider), ClusterSwitchReason.TooFar);

    /// <summary>Enters another cluster, and looks this node up there, so that the members learn of it.</summary>
    public async Task EnterAsync(ClusterMembership level, ClusterChoice choice, CancellationToken cancellationToken)
    {
        var cluster = choice.Cluster;
        var info = new ClusterInfo(cluster.Id, (uint)cluster.Created.TotalSeconds, (uint)cluster.Size + 1);
        Move(level, info, choice.Reason);
        await refresh.LookUpSelfAsync(level.Level, cancellationToken);
    }

    /// <summary>Announces our estimate of the size where the last one is far from it.</summary>
    public void AnnounceSize(ClusterMembership level)
    {
        var size = SizeEstimate.Announce(level.Own.Size, (int)Math.Round(level.OwnSize()));
        if (size != level.Own.Size)
        {
            peers.Move(peers.Clusters.With(level.Level, level.Own with { Size = size }));
        }
    }

    private void Move(ClusterMembership level, ClusterInfo info, ClusterSwitchReason reason)
    {
        var change = new ClusterSwitch(level.Level, level.Own.Id, info.Id, info.Size, reason);
        peers.Move(peers.Clusters.With(level.Level, info));
        events.ClusterSwitched(change);
    }
}
