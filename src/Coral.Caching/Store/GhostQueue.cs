namespace Coral.Caching.Store;

/// <summary>Remembers by hash what was lately evicted unused, so that its return is taken as proof of worth.</summary>
/// <remarks>Two keys of one hash do no harm: one of them is kept a little longer. Under the store's lock.</remarks>
internal sealed class GhostQueue
{
    private readonly Queue<(int Hash, long Number)> _order = new();
    private readonly Dictionary<int, long> _numbers = [];
    private long _next;

    public int Count => _order.Count;

    /// <summary>Remembers <paramref name="hash"/>, and forgets the oldest beyond <paramref name="limit"/>.</summary>
    public void Add(int hash, int limit)
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

    /// <summary>Whether <paramref name="hash"/> is remembered; it no longer is afterwards.</summary>
    public bool Remove(int hash) => _numbers.Remove(hash);
}
