using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Messages;

namespace Coral.Index.Events;

/// <summary>The events of one node's index, for metrics, logs, invariants and tests.</summary>
/// <remarks>
/// Every method does nothing by default: a listener implements those that it needs. All are called on the node's loop,
/// in the middle of its work: an implementation returns at once, throws nothing, and calls no method of the node.
/// Arguments are valid during the call only.
/// </remarks>
public interface IIndexEvents
{
    /// <summary>The node has joined its network: another node has responded for the first time.</summary>
    /// <param name="nodes">The number of nodes in this node's tables.</param>
    /// <param name="elapsed">Time since the node was made.</param>
    void Joined(int nodes, TimeSpan elapsed) { }

    /// <summary>A get, a put or a get-or-put has ended.</summary>
    void LookupDone(LookupKind kind, LookupCost cost) { }

    /// <summary>The forward phase of a put has ended at one level.</summary>
    /// <param name="level">The level of the cluster that was crossed.</param>
    /// <param name="path">The nodes that responded, in this order; this node first; to be read at once.</param>
    void PutForwarded(Key key, ClusterLevel level, IEnumerable<NodeContact> path) { }

    /// <summary>A put, of another node or of this one, was let through towards the key's closest node.</summary>
    /// <param name="level">The level of the cluster in which it was let through.</param>
    /// <param name="sender">The node that sent the put.</param>
    void PutPassed(Key key, ClusterLevel level, NodeId sender) { }

    /// <summary>This node has the lease of a key: no other node came before it.</summary>
    void LeaseTaken(Key key) { }

    /// <summary>Another node came before this one, and has the lease.</summary>
    /// <param name="level">The level at which the other node's value was found.</param>
    void LeaseLost(Key key, ClusterLevel level) { }

    /// <summary>No node of level 0 could be reached that decides about a lease.</summary>
    void LeaseUndecided(Key key) { }

    /// <summary>This node has changed its cluster at one level.</summary>
    void ClusterSwitched(ClusterSwitch change) { }

    /// <summary>A node has left the tables of this one, and is in quarantine.</summary>
    void PeerLost(NodeContact peer, PeerLossReason reason) { }

    /// <summary>A request has been sent; each repetition counts.</summary>
    void RequestSent(RpcType type) { }

    /// <summary>A call to another node has ended.</summary>
    /// <param name="type">The operation that was requested.</param>
    /// <param name="outcome">A response, or the reason for which none came.</param>
    /// <param name="duration">Time since the first try was sent.</param>
    void RpcDone(RpcType type, RpcOutcome outcome, TimeSpan duration) { }

    /// <summary>A find of another node has come, within its rate and well-formed.</summary>
    void FindReceived(NodeContact sender, FindMode mode) { }

    /// <summary>A request of another node has been answered.</summary>
    void RequestAnswered(RpcType type) { }

    /// <summary>A datagram was dropped without a reply.</summary>
    /// <param name="source">The address that it came from, which any sender can forge.</param>
    /// <param name="reason">The rule that the datagram broke.</param>
    void DatagramDropped(NodeAddress source, DatagramDropReason reason) { }
}
