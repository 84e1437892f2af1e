using Coral.Caching.Events;
using Coral.Core.Identity;

namespace Coral.Caching.Sources;

/// <summary>The peers that one fetch has given up, and why. One user at a time.</summary>
internal sealed class Exclusions
{
    /// <summary>As many as the index takes.</summary>
    private const int MaxReported = 8;

    private readonly List<NodeId> _order = [];
    private readonly Dictionary<NodeId, PeerOutcome> _reasons = [];

    /// <summary>Whether anybody is given up.</summary>
    public bool Any => _order.Count > 0;

    /// <summary>Whom to tell the index: the latest.</summary>
    public IReadOnlyList<NodeId> Reported => _order.Count <= MaxReported ? [.. _order] : _order[^MaxReported..];

    /// <summary>Gives a peer up. A later reason takes the place of an earlier one.</summary>
    public void Add(NodeId peer, PeerOutcome reason)
    {
        _order.Remove(peer);
        _order.Add(peer);
        _reasons[peer] = reason;
    }

    /// <summary>Has the index told of it next time.</summary>
    public void ReportAgain(NodeId peer)
    {
        _order.Remove(peer);
        _order.Add(peer);
    }

    /// <summary>Tries it again after all.</summary>
    public void Remove(NodeId peer)
    {
        _order.Remove(peer);
        _reasons.Remove(peer);
    }

    public bool Contains(NodeId peer) => _reasons.ContainsKey(peer);

    /// <summary>Whether no connection could be made to it.</summary>
    public bool IsUnreached(NodeId peer) =>
        _reasons.GetValueOrDefault(peer, PeerOutcome.NotHere) == PeerOutcome.Unreachable;

    /// <summary>Whether it was given up for what the network may have done.</summary>
    public bool MayBeBack(NodeId peer) =>
        _reasons.TryGetValue(peer, out var reason) && reason is PeerOutcome.Unreachable or PeerOutcome.Lost;
}
