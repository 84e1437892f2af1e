using Coral.Core.Identity;

namespace Coral.Core.Index;

/// <summary>The store that the members of an index in memory share, as if one node stored every key.</summary>
/// <remarks>Safe to use from any thread.</remarks>
public sealed class MemoryIndexNetwork(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, List<IndexEntry>> _entries = [];
    private readonly HashSet<NodeId> _unreachable = [];

    /// <summary>Makes a node unreachable for all others, or reachable again.</summary>
    public void SetReachable(NodeId node, bool reachable)
    {
        lock (_lock)
        {
            _ = reachable ? _unreachable.Remove(node) : _unreachable.Add(node);
        }
    }

    internal void Put(Key key, NodeId owner, ReadOnlyMemory<byte> value, TimeSpan timeToLive)
    {
        lock (_lock)
        {
            var entries = Living_NeedsLock(key);
            var own = entries.Find(e => e.Owner == owner && (e.LeaseId != 0 || e.Value.Span.SequenceEqual(value.Span)));
            Write_NeedsLock(own ?? Added(entries, owner, leaseId: 0), value, timeToLive);
        }
    }

    internal IReadOnlyList<IndexValue> Get(Key key)
    {
        lock (_lock)
        {
            return Values(Living_NeedsLock(key), []);
        }
    }

    /// <summary>Takes a lease, and returns the values that came before it.</summary>
    internal IReadOnlyList<IndexValue> GetOrPut(Key key, NodeId owner, Lease lease, IReadOnlyList<NodeId> except)
    {
        lock (_lock)
        {
            var entries = Living_NeedsLock(key);
            entries.RemoveAll(e => except.Contains(e.Owner) && _unreachable.Contains(e.Owner));
            entries.RemoveAll(e => e.Owner == owner && e.LeaseId != lease.Id);
            var own = entries.Find(e => e.Owner == owner);
            var before = entries.TakeWhile(e => e != own).ToList();
            if (before.Count == 0)
            {
                Write_NeedsLock(own ?? Added(entries, owner, lease.Id), lease.Value, lease.TimeToLive);
            }

            return Values(before, except);
        }
    }

    internal void Renew(Key key, NodeId owner, Lease lease)
    {
        lock (_lock)
        {
            var entries = Living_NeedsLock(key);
            if (entries.Find(e => e.Owner == owner && e.LeaseId == lease.Id) is { } own)
            {
                Write_NeedsLock(own, lease.Value, lease.TimeToLive);
            }
        }
    }

    internal void Forget(Key key, NodeId owner)
    {
        lock (_lock)
        {
            Living_NeedsLock(key).RemoveAll(e => e.Owner == owner);
        }
    }

    private static IndexEntry Added(List<IndexEntry> entries, NodeId owner, ulong leaseId)
    {
        var entry = new IndexEntry(owner, leaseId);
        entries.Add(entry);
        return entry;
    }

    private List<IndexValue> Values(List<IndexEntry> entries, IReadOnlyList<NodeId> except)
    {
        var now = clock.GetUtcNow();
        return entries.ConvertAll(e => new IndexValue(e.Owner, e.Value, e.Expiry - now, except.Contains(e.Owner)));
    }

    private List<IndexEntry> Living_NeedsLock(Key key)
    {
        if (!_entries.TryGetValue(key, out var entries))
        {
            _entries[key] = entries = [];
        }

        var now = clock.GetUtcNow();
        entries.RemoveAll(e => e.Expiry <= now);
        return entries;
    }

    private void Write_NeedsLock(IndexEntry entry, ReadOnlyMemory<byte> value, TimeSpan timeToLive)
    {
        entry.Value = value.ToArray();
        entry.Expiry = clock.GetUtcNow() + timeToLive;
    }

    /// <summary>One node's value; its place in the list is its number.</summary>
    private sealed class IndexEntry(NodeId owner, ulong leaseId)
    {
        public NodeId Owner { get; } = owner;

        public ulong LeaseId { get; } = leaseId;

        public ReadOnlyMemory<byte> Value { get; set; }

        public DateTimeOffset Expiry { get; set; }
    }
}
