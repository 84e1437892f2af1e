namespace Coral.Caching.Store;

/// <summary>The hashes of keys lately evicted unused: a key that returns is taken to be popular.</summary>
/// <remarks>Two keys of one hash do no harm: one of them is kept a little longer. Under the store's lock.</remarks>
internal sealed class GhostQueue
{
    private readonly Queue<(ulong Hash, long Number)> _order = new();
    private readonly Dictionary<ulong, long> _numbers = [];
    private long _next;

    public int Count => _order.Count;

    /// <summary>The hashes, oldest first, for the test that every process has the same.</summary>
    internal IEnumerable<ulong> Hashes => _order.Select(ghost => ghost.Hash);

    /// <summary>Remembers <paramref name="hash"/>, and forgets the oldest beyond <paramref name="limit"/>.</summary>
    public void Add(ulong hash, int limit)
    {
        _numbers[hash] = _next;
        _order.Enqueue((hash, _next));
        _next++;
        while (_order.Count > limit)
        {
            var (oldest, number) = _order.Dequeue();
            if (_numbers.TryGetValue(oldest, out var latest) && latest == number)
            {
                _numbers.Remove(oldest);
            }
        }
    }

    /// <summary>Membership of <paramref name="hash"/>, which is removed.</summary>
    public bool Remove(ulong hash) => _numbers.Remove(hash);
}
