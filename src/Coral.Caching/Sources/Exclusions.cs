using Coral.Caching.Events;
using Coral.Core.Identity;

namespace Coral.Caching.Sources;

/// <summary>The peers that one fetch has excluded, and the reasons. One user at a time.</summary>
internal sealed class Exclusions
{
    /// <summary>The number of exclusions that a request to the index holds.</summary>
    private const int MaxReported = 8;

    private readonly List<NodeId> _order = [];
    private readonly Dictionary<NodeId, PeerOutcome> _reasons = [];

    /// <summary>True if any peer is excluded.</summary>
    public bool Any => _order.Count > 0;

    /// <summary>The latest exclusions, which the index is asked to check and pass over.</summary>
    public IReadOnlyList<NodeId> Reported => _order.Count <= MaxReported ? [.. _order] : _order[^MaxReported..];

    /// <summary>Gives a peer up. A later reason takes the place of an earlier one.</summary>
    public void Add(NodeId peer, PeerOutcome reason)
    {
        _order.Remove(peer);
        _order.Add(peer);
        _reasons[peer] = reason;
    }

    /// <summary>Moves a peer to the end, so that the next lookup reports it.</summary>
    public void ReportAgain(NodeId peer)
    {
        _order.Remove(peer);
        _order.Add(peer);
    }

    /// <summary>Lifts the exclusion of a peer.</summary>
    public void Remove(NodeId peer)
    {
        _order.Remove(peer);
        _reasons.Remove(peer);
    }

    public bool Contains(NodeId peer) => _reasons.ContainsKey(peer);

    /// <summary>True for a peer that no connection could be made to.</summary>
    public bool IsUnreached(NodeId peer) =>
        _reasons.GetValueOrDefault(peer, PeerOutcome.NotHere) == PeerOutcome.Unreachable;

    /// <summary>True for a peer excluded for a fault that may be the network's and may pass.</summary>
    public bool MayBeBack(NodeId peer) =>
        _reasons.TryGetValue(peer, out var reason) && reason is PeerOutcome.Unreachable or PeerOutcome.Lost;
}
