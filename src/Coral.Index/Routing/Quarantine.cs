using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Routing;

/// <summary>Nodes that did not respond: not learnt from others for a while, and tried again now and then.</summary>
/// <remarks>
/// Links that work one way only, or not at all between two nodes that both reach a third, are normal (2.3 % of pairs in
/// the wild): without a memory the same dead contact would come back with every response. Any datagram from a node
/// releases it. Holds at most the given number of nodes; the one lost longest ago makes room.
/// </remarks>
internal sealed class Quarantine(TimeSpan time, int capacity)
{
    private readonly Dictionary<NodeId, QuarantinedNode> _entries = [];
    private readonly Queue<NodeId> _order = new();

    public int Count => _entries.Count;

    /// <summary>Notes a node that did not answer; with each loss its next retry is twice as far away.</summary>
    public void Add(NodeContact contact, TimeSpan now)
    {
        if (capacity == 0)
        {
            return;
        }

        var failures = _entries.TryGetValue(contact.Id, out var known) ? Math.Min(known.Failures + 1, 6) : 0;
        _entries[contact.Id] = new QuarantinedNode(contact, now + time, now + (time * (1 << failures)), failures);
        if (known.Until == default)
        {
            _order.Enqueue(contact.Id);
        }

        while (_entries.Count > capacity)
        {
            _entries.Remove(_order.Dequeue());
        }
    }

    /// <summary>True if <paramref name="id"/> is not to be learnt from others now.</summary>
    public bool Holds(NodeId id, TimeSpan now) => _entries.TryGetValue(id, out var entry) && now < entry.Until;

    /// <summary>Forgets a node that has sent a datagram.</summary>
    public void Release(NodeId id) => _entries.Remove(id);

    /// <summary>A node whose next retry is due, in the order of loss.</summary>
    public NodeContact? NextRetry(TimeSpan now)
    {
        for (var left = _order.Count; left > 0; left--)
        {
            var id = _order.Dequeue();
            if (!_entries.TryGetValue(id, out var entry))
            {
                continue;
            }

            _order.Enqueue(id);
            if (now >= entry.DueAt)
            {
                return entry.Contact;
            }
        }

        return null;
    }

    private readonly record struct QuarantinedNode(NodeContact Contact, TimeSpan Until, TimeSpan DueAt, int Failures);
}
