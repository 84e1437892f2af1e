using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>Up to k contacts that share the same number of leading bits with this node.</summary>
/// <remarks>Contacts known longest come first. A contact without a place waits in the replacement cache.</remarks>
internal sealed class KBucket
{
    private readonly List<Peer> _peers = new(4);
    private ReplacementCache _replacements;

    public int Count => _peers.Count;

    public Peer this[int index] => _peers[index];

    /// <summary>Gives <paramref name="peer"/> a place in the bucket, or in the replacement cache.</summary>
    public void Add(Peer peer, int capacity, TimeSpan now)
    {
        if (Contains(peer.Id))
        {
            return;
        }

        _replacements.Remove(peer.Id);
        if (_peers.Count < capacity)
        {
            Insert(peer);
            return;
        }

        var slowest = SlowestOf(_peers);
        if (IncumbentPolicy.Displaces(peer, _peers[slowest], now))
        {
            _replacements.Add(_peers[slowest]);
            _peers.RemoveAt(slowest);
            Insert(peer);
            return;
        }

        _replacements.Add(peer);
    }

    /// <summary>True if <paramref name="id"/> has a place.</summary>
    public bool Contains(NodeId id)
    {
        for (var i = 0; i < _peers.Count; i++)
        {
            if (_peers[i].Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes a contact, and promotes the next one of the replacement cache.</summary>
    /// <returns>Whether it had a place.</returns>
    public bool Remove(NodeId id)
    {
        var index = _peers.FindIndex(p => p.Id == id);
        if (index < 0)
        {
            _replacements.Remove(id);
            return false;
        }

        _peers.RemoveAt(index);
        if (_replacements.Take() is { } next)
        {
            Insert(next);
        }

        return true;
    }

    /// <summary>Inserts a peer behind all that have been known for longer.</summary>
    private void Insert(Peer peer)
    {
        var at = _peers.Count;
        while (at > 0 && peer.FirstSeen < _peers[at - 1].FirstSeen)
        {
            at--;
        }

        _peers.Insert(at, peer);
    }

    private static int SlowestOf(List<Peer> peers)
    {
        var slowest = 0;
        for (var i = 1; i < peers.Count; i++)
        {
            if (peers[i].RoundTrip.Smoothed > peers[slowest].RoundTrip.Smoothed)
            {
                slowest = i;
            }
        }

        return slowest;
    }
}
