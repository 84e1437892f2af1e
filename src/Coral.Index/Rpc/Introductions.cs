using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Messages;
using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>
/// Notes what the header of each datagram says of its sender, and pings senders that the tables have room for.
/// </summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="peers">The tables that learn of senders.</param>
/// <param name="rpc">Pings other nodes.</param>
internal sealed class Introductions(PeerTable peers, IIndexRpc rpc, MonotonicClock clock)
{
    private const int MaxPings = 16;

    private readonly HashSet<NodeId> _pinged = [];

    /// <summary>
    /// Makes the sender of a datagram known; it enters no table before it has responded to this node.
    /// </summary>
    public Peer Meet(NodeContact contact, scoped MessageHeader header)
    {
        peers.Quarantine.Release(contact.Id);
        var peer = peers.Known(contact);
        peer.AnnouncedDigest = header.ClusterDigest;
        peer.LastSeen = clock.Now;
        if (peer.Clusters?.Digest != header.ClusterDigest && ClustersOf(header) is { } clusters)
        {
            peers.Moved(peer, clusters);
        }

        if (!peer.RoundTrip.HasSample && peers.HasPlaceFor(peer))
        {
            Ping(contact);
        }

        return peer;
    }

    /// <summary>The sender's clusters when the header has them in full.</summary>
    public ClusterSet? ClustersOf(scoped MessageHeader header)
    {
        if (header.EncodedClusters.IsEmpty)
        {
            return null;
        }

        var known = peers.Find(header.Sender)?.Clusters;
        return known?.Digest == header.ClusterDigest ? known
            : peers.Clusters.Digest == header.ClusterDigest ? peers.Clusters
            : ClusterSet.TryRead(header.EncodedClusters);
    }

    /// <summary>Only a response proves that this node reaches the other.</summary>
    private void Ping(NodeContact contact)
    {
        if (_pinged.Count < MaxPings && _pinged.Add(contact.Id))
        {
            _ = PingAsync(contact);
        }
    }

    private async Task PingAsync(NodeContact contact)
    {
        await rpc.PingAsync(contact, key: null);
        _pinged.Remove(contact.Id);
    }
}
