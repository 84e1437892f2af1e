using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Messages;

namespace Coral.Index.Events;

/// <summary>Passes every event on to several listeners, in their order.</summary>
/// <param name="listeners">The listeners, which cannot be changed later.</param>
public sealed class CompositeIndexEvents(params IIndexEvents[] listeners) : IIndexEvents
{
    /// <inheritdoc />
    public void Joined(int nodes, TimeSpan elapsed)
    {
        foreach (var listener in listeners)
        {
            listener.Joined(nodes, elapsed);
        }
    }

    /// <inheritdoc />
    public void LookupDone(LookupKind kind, LookupCost cost)
    {
        foreach (var listener in listeners)
        {
            listener.LookupDone(kind, cost);
        }
    }

    /// <inheritdoc />
    public void PutForwarded(Key key, ClusterLevel level, IEnumerable<NodeContact> path)
    {
        foreach (var listener in listeners)
        {
            listener.PutForwarded(key, level, path);
        }
    }

    /// <inheritdoc />
    public void PutPassed(Key key, ClusterLevel level, NodeId sender)
    {
        foreach (var listener in listeners)
        {
            listener.PutPassed(key, level, sender);
        }
    }

    /// <inheritdoc />
    public void LeaseTaken(Key key)
    {
        foreach (var listener in listeners)
        {
            listener.LeaseTaken(key);
        }
    }

    /// <inheritdoc />
    public void LeaseLost(Key key, ClusterLevel level)
    {
        foreach (var listener in listeners)
        {
            listener.LeaseLost(key, level);
        }
    }

    /// <inheritdoc />
    public void LeaseUndecided(Key key)
    {
        foreach (var listener in listeners)
        {
            listener.LeaseUndecided(key);
        }
    }

    /// <inheritdoc />
    public void ClusterSwitched(ClusterSwitch change)
    {
        foreach (var listener in listeners)
        {
            listener.ClusterSwitched(change);
        }
    }

    /// <inheritdoc />
    public void PeerLost(NodeContact peer, PeerLossReason reason)
    {
        foreach (var listener in listeners)
        {
            listener.PeerLost(peer, reason);
        }
    }

    /// <inheritdoc />
    public void RequestSent(RpcType type)
    {
        foreach (var listener in listeners)
        {
            listener.RequestSent(type);
        }
    }

    /// <inheritdoc />
    public void RpcDone(RpcType type, RpcOutcome outcome, TimeSpan duration)
    {
        foreach (var listener in listeners)
        {
            listener.RpcDone(type, outcome, duration);
        }
    }

    /// <inheritdoc />
    public void FindReceived(NodeContact sender, FindMode mode)
    {
        foreach (var listener in listeners)
        {
            listener.FindReceived(sender, mode);
        }
    }

    /// <inheritdoc />
    public void RequestAnswered(RpcType type)
    {
        foreach (var listener in listeners)
        {
            listener.RequestAnswered(type);
        }
    }

    /// <inheritdoc />
    public void DatagramDropped(NodeAddress source, DatagramDropReason reason)
    {
        foreach (var listener in listeners)
        {
            listener.DatagramDropped(source, reason);
        }
    }
}
