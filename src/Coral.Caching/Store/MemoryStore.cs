using System.Collections.Concurrent;
using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>
/// Responses in memory, bounded in bytes, evicted by S3-FIFO so that one pass over many cold objects harms nobody.
/// </summary>
/// <remarks>
/// <para>
/// S3-FIFO (Yang et al., SOSP 2023), counted in bytes. What is new enters the <em>small</em> queue, a tenth of the
/// store; whoever was used there more than once goes on to the <em>main</em> queue, the others leave, remembered as a
/// <em>ghost</em>: a ghost that returns enters main at once. Main spares an entry once for every use since.
/// </para>
/// <para>
/// Safe for concurrent use. A look-up reads the table and adds to a counter: no lock, no allocation. One short lock
/// serves all changes.
/// </para>
/// </remarks>
public sealed class MemoryStore : ICacheStore
{
    /// <summary>The small queue's part of the store: one in ten.</summary>
    private const int SmallShare = 10;

    /// <summary>An object may take up one in four parts of the store.</summary>
    private const int LargestShare = 4;

    /// <summary>Uses in the small queue that lead on to main.</summary>
    private const int UsesToStay = 2;

    private readonly ConcurrentDictionary<CacheKey, StoreEntry[]> _table = new();
    private readonly Lock _lock = new();
    private readonly EntryQueue _small = new();
    private readonly EntryQueue _main = new();
    private readonly GhostQueue _ghosts = new();
    private readonly long _capacityBytes;
    private readonly int _variantsPerUrl;
    private readonly ulong _seed;
    private int _count;
    private long _sizeBytes;
    private long _evictions;

    /// <summary>Creates an empty store.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="seed">The seed of the hash of ghosts: random in a node, fixed where runs must repeat.</param>
    public MemoryStore(CacheOptions options, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        _capacityBytes = options.MemoryBytes;
        _variantsPerUrl = options.VariantsPerUrl;
        _seed = seed;
    }

    /// <inheritdoc />
    public Action<CacheKey, StoredResponse>? Dropped { get; set; }

    /// <inheritdoc />
    public long SizeBytes => Interlocked.Read(ref _sizeBytes);

    /// <inheritdoc />
    public int Count => Volatile.Read(ref _count);

    /// <summary>Responses that made room for others so far.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>The queues and the table, for the tests of their agreement.</summary>
    internal (EntryQueue Small, EntryQueue Main, GhostQueue Ghosts, IEnumerable<StoreEntry[]> Table) Structure =>
        (_small, _main, _ghosts, _table.Values);

    /// <summary>Runs <paramref name="action"/> under the lock, for the test that look-ups need none.</summary>
    internal void WhileLocked(Action action)
    {
        lock (_lock)
        {
            action();
        }
    }

    /// <inheritdoc />
    public StoredResponse? Find(CacheKey key, IFieldSource request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_table.TryGetValue(key, out var variants))
        {
            foreach (var variant in variants)
            {
                if (variant.Response.Selecting.Matches(request))
                {
                    variant.Touch();
                    return variant.Response;
                }
            }
        }

        return null;
    }

    /// <inheritdoc />
    public bool Holds(CacheKey key) => _table.ContainsKey(key);

    /// <inheritdoc />
    /// <remarks>Refuses what is larger than a quarter of the store.</remarks>
    public bool Put(CacheKey key, StoredResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var entry = new StoreEntry(key, response);
        var fits = entry.SizeBytes <= _capacityBytes / LargestShare;
        lock (_lock)
        {
            var (superseded, kept) = Partition_NeedsLock(entry);
            SetVariants_NeedsLock(key, fits ? [entry, .. kept] : kept);
            var (queue, uses) = PlaceOf_NeedsLock(entry, superseded);
            foreach (var variant in superseded)
            {
                Dequeue_NeedsLock(variant);
            }

            if (fits)
            {
                MakeRoom_NeedsLock(entry.SizeBytes);
                Enqueue_NeedsLock(entry, queue, uses);
            }
        }

        return fits;
    }

    /// <inheritdoc />
    public bool Remove(CacheKey key)
    {
        lock (_lock)
        {
            if (!_table.TryGetValue(key, out var variants))
            {
                return false;
            }

            SetVariants_NeedsLock(key, []);
            foreach (var variant in variants)
            {
                Dequeue_NeedsLock(variant);
            }

            return true;
        }
    }

    /// <summary>
    /// Which variants the new one replaces, those beyond the bound included, and which stay beside it.
    /// </summary>
    private (List<StoreEntry> Superseded, StoreEntry[] Kept) Partition_NeedsLock(StoreEntry entry)
    {
        var superseded = new List<StoreEntry>();
        var kept = new List<StoreEntry>();
        foreach (var variant in _table.GetValueOrDefault(entry.Key, []))
        {
            var stays =
                kept.Count < _variantsPerUrl - 1
                && !variant.Response.Selecting.IsSupersededBy(entry.Response.Selecting);
            (stays ? kept : superseded).Add(variant);
        }

        return (superseded, [.. kept]);
    }

    /// <summary>
    /// A new version takes the old one's place; a ghost enters main; a stranger enters the small queue.
    /// </summary>
    private (EntryQueue Queue, int Uses) PlaceOf_NeedsLock(StoreEntry entry, List<StoreEntry> superseded)
    {
        var wasGhost = _ghosts.Remove(GhostHash(entry));
        return superseded is [var old, ..] ? (old.Queue!, old.Uses) : (wasGhost ? _main : _small, 0);
    }

    /// <summary>One write, so that no reader finds neither the old version nor the new.</summary>
    private void SetVariants_NeedsLock(CacheKey key, StoreEntry[] variants)
    {
        if (variants.Length > 0)
        {
            _table[key] = variants;
        }
        else
        {
            _table.TryRemove(key, out _);
        }
    }

    private void Enqueue_NeedsLock(StoreEntry entry, EntryQueue queue, int uses)
    {
        entry.SetUses(uses);
        queue.Enqueue(entry);
        Volatile.Write(ref _count, _count + 1);
        Interlocked.Add(ref _sizeBytes, entry.SizeBytes);
    }

    private void Dequeue_NeedsLock(StoreEntry entry)
    {
        entry.Queue!.Remove(entry);
        Volatile.Write(ref _count, _count - 1);
        Interlocked.Add(ref _sizeBytes, -entry.SizeBytes);
        Dropped?.Invoke(entry.Key, entry.Response);
    }

    private void MakeRoom_NeedsLock(long bytes)
    {
        while (_sizeBytes + bytes > _capacityBytes)
        {
            if (_small.SizeBytes > _capacityBytes / SmallShare || _main.Oldest is null)
            {
                ReduceSmall_NeedsLock(_small.Oldest!);
            }
            else
            {
                ReduceMain_NeedsLock(_main.Oldest);
            }
        }
    }

    private void ReduceSmall_NeedsLock(StoreEntry oldest)
    {
        if (oldest.Uses >= UsesToStay)
        {
            Move_NeedsLock(oldest, uses: 0);
            return;
        }

        Evict_NeedsLock(oldest);
        _ghosts.Add(GhostHash(oldest), limit: _count);
    }

    private void ReduceMain_NeedsLock(StoreEntry oldest)
    {
        if (oldest.Uses > 0)
        {
            Move_NeedsLock(oldest, oldest.Uses - 1);
            return;
        }

        Evict_NeedsLock(oldest);
    }

    private void Move_NeedsLock(StoreEntry entry, int uses)
    {
        entry.SetUses(uses);
        entry.Queue!.Remove(entry);
        _main.Enqueue(entry);
    }

    private void Evict_NeedsLock(StoreEntry entry)
    {
        var variants = _table[entry.Key];
        SetVariants_NeedsLock(entry.Key, Array.FindAll(variants, variant => !ReferenceEquals(variant, entry)));
        Dequeue_NeedsLock(entry);
        Interlocked.Increment(ref _evictions);
    }

    /// <summary>The hash of an entry's key; its variants share one ghost, which is rare and harmless.</summary>
    private ulong GhostHash(StoreEntry entry) => CacheKeyHash.Of(entry.Key, _seed);
}
