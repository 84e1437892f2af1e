using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>
/// The few peers nearest to a target, kept in order while candidates are offered. One instance serves many searches.
/// </summary>
internal sealed class NearestPeers(int capacity)
{
    private readonly Peer[] _peers = new Peer[capacity];
    private Identifier _target;
    private int _limit;

    public int Count { get; private set; }

    public bool IsFull => Count == _limit;

    /// <summary>The peer at a place in the order of distance, nearest first.</summary>
    public Peer this[int index] => _peers[index];

    /// <summary>Starts a new search for another target.</summary>
    public void Reset(Identifier target, int limit)
    {
        _target = target;
        _limit = Math.Min(limit, _peers.Length);
        Count = 0;
    }

    /// <summary>Keeps <paramref name="peer"/> if it is among the nearest so far.</summary>
    public void Offer(Peer peer)
    {
        var at = Count;
        while (at > 0 && XorDistance.Compare(_target, peer.Id.Point, _peers[at - 1].Id.Point) < 0)
        {
            at--;
        }

        if (at >= _limit)
        {
            return;
        }

        Count = Math.Min(Count + 1, _limit);
        for (var i = Count - 1; i > at; i--)
        {
            _peers[i] = _peers[i - 1];
        }

        _peers[at] = peer;
    }
}
