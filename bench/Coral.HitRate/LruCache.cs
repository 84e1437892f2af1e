namespace Coral.HitRate;

/// <summary>
/// The reference: eviction of the least recently used object. Sizes are counted as the product's store counts them.
/// </summary>
internal sealed class LruCache(long capacityBytes) : ICache
{
    private readonly Dictionary<int, LinkedListNode<(int Id, long Bytes)>> _entries = [];
    private readonly LinkedList<(int Id, long Bytes)> _order = new();
    private long _sizeBytes;

    public bool Request(int id, int bytes)
    {
        if (_entries.TryGetValue(id, out var node))
        {
            _order.Remove(node);
            _order.AddFirst(node);
            return true;
        }

        var key = Objects.Key(id);
        var size = Objects.Response(bytes).SizeBytes + (2 * (key.Origin.Length + key.Target.Length));
        if (size > capacityBytes / 4)
        {
            return false;
        }

        _entries.Add(id, _order.AddFirst((id, size)));
        _sizeBytes += size;
        while (_sizeBytes > capacityBytes)
        {
            var (oldest, freed) = _order.Last!.Value;
            _order.RemoveLast();
            _entries.Remove(oldest);
            _sizeBytes -= freed;
        }

        return false;
    }
}
