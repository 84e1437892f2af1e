using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Transfers;

/// <summary>The peer that a flight follows, and the peers that follow it. Safe for concurrent use.</summary>
/// <remarks>
/// Two nodes that follow one another would never get a byte. Of the two, the one with the lower id fetches itself: it
/// ends its own following, or does not begin it; the other goes on.
/// </remarks>
internal sealed class Following
{
    private readonly Lock _lock = new();
    private readonly List<NodeId> _followers = [];
    private LinkedCancellation? _stop;

    /// <summary>The peer that the flight follows now.</summary>
    public NodeContact? Source { get; private set; }

    /// <summary>True once the origin has failed two nodes, so that no other need request it.</summary>
    public bool IsSettled { get; set; }

    /// <summary>True while peers follow the flight.</summary>
    public bool IsFollowed
    {
        get
        {
            lock (_lock)
            {
                return _followers.Count > 0;
            }
        }
    }

    /// <summary>Begins to follow <paramref name="source"/>.</summary>
    /// <param name="source">The peer to follow.</param>
    /// <param name="self">The id of this node: of two that would follow each other, the lower fetches.</param>
    /// <param name="stop">Cancelled when a cycle is found.</param>
    /// <returns><see langword="false"/> when it would close a cycle that is this node's to break.</returns>
    public bool TryFollow(NodeContact source, NodeId self, LinkedCancellation stop)
    {
        lock (_lock)
        {
            if (self < source.Id && _followers.Contains(source.Id))
            {
                return false;
            }

            Source = source;
            _stop = stop;
            return true;
        }
    }

    /// <summary>Called when this node stops following its source.</summary>
    public void Unfollow()
    {
        lock (_lock)
        {
            Source = null;
            _stop = null;
        }
    }

    /// <summary>Called when a peer begins to follow this flight.</summary>
    public void PeerJoined(NodeId peer, NodeId self)
    {
        LinkedCancellation? stop = null;
        lock (_lock)
        {
            _followers.Add(peer);
            if (Source?.Id == peer && self < peer)
            {
                stop = _stop;
            }
        }

        stop?.Cancel();
    }

    /// <summary>Called when a peer stops following.</summary>
    public void PeerLeft(NodeId peer)
    {
        lock (_lock)
        {
            _followers.Remove(peer);
        }
    }
}
