using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>The peers that replace contacts that a bucket loses: the most recently seen first, at most four.</summary>
internal struct ReplacementCache
{
    private const int Capacity = 4;
    private List<Peer>? _peers;

    private readonly int Count => _peers?.Count ?? 0;

    /// <summary>Adds a peer, or moves it to the front; the one not seen for longest falls out.</summary>
    public void Add(Peer peer)
    {
        _peers ??= new List<Peer>(Capacity);
        if (!_peers.Remove(peer) && _peers.Count == Capacity)
        {
            _peers.RemoveAt(0);
        }

        _peers.Add(peer);
    }

    /// <summary>Removes and returns the peer seen most recently.</summary>
    public readonly Peer? Take()
    {
        if (_peers is not { Count: > 0 })
        {
            return null;
        }

        var peer = _peers[^1];
        _peers.RemoveAt(_peers.Count - 1);
        return peer;
    }

    public readonly bool Remove(NodeId id)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_peers![i].Id == id)
            {
                _peers.RemoveAt(i);
                return true;
            }
        }

        return false;
    }
}
