using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Messages;

namespace Coral.Simulation.Nodes;

/// <summary>
/// The events of one node that scenarios and invariants count, for listeners that are added after the node was made.
/// </summary>
internal sealed class CountedEvents : IIndexEvents
{
    private readonly List<IIndexEvents> _listeners = [];

    /// <summary>Adds a listener, which receives all later events.</summary>
    public void Add(IIndexEvents listener) => _listeners.Add(listener);

    /// <inheritdoc />
    public void PutForwarded(Key key, ClusterLevel level, IEnumerable<NodeContact> path)
    {
        foreach (var listener in _listeners)
        {
            listener.PutForwarded(key, level, path);
        }
    }

    /// <inheritdoc />
    public void PutPassed(Key key, ClusterLevel level, NodeId sender)
    {
        foreach (var listener in _listeners)
        {
            listener.PutPassed(key, level, sender);
        }
    }

    /// <inheritdoc />
    public void FindReceived(NodeContact sender, FindMode mode)
    {
        foreach (var listener in _listeners)
        {
            listener.FindReceived(sender, mode);
        }
    }
}
