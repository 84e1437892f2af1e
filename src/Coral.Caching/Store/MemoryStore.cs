using System.Collections.Concurrent;
using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>
/// Responses in memory, bounded in bytes, evicted by S3-FIFO so that one pass over many cold objects harms nobody.
/// </summary>
/// <remarks>
/// Safe for concurrent use. A lookup reads the table and adds to a counter: no lock, no allocation. One short lock
/// serves all changes.
/// </remarks>
public sealed partial class MemoryStore : ICacheStore
{
    /// <summary>An object may take up one in four parts of the store.</summary>
    private const int LargestShare = 4;

    private readonly ConcurrentDictionary<CacheKey, StoreEntry[]> _table = new();
    private readonly Lock _lock = new();
    private readonly S3FifoQueues _queues;
    private readonly long _capacityBytes;
    private readonly HashSet<MemoryStoreWriter> _writers = [];
    private readonly int _variantsPerUrl;
    private int _count;
    private long _sizeBytes;
    private long _evictions;

    /// <summary>Creates an empty store.</summary>
    /// <param name="options">The limits on bytes and on variants of one URL.</param>
    /// <param name="seed">The seed of the hash of ghosts: random in a node, fixed where runs must repeat.</param>
    public MemoryStore(CacheOptions options, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        _capacityBytes = options.MemoryBytes;
        _variantsPerUrl = options.VariantsPerUrl;
        _queues = new S3FifoQueues(options.MemoryBytes, seed);
    }

    /// <inheritdoc />
    public event Action<CacheKey, StoredResponse>? Dropped;

    /// <inheritdoc />
    public long SizeBytes => Interlocked.Read(ref _sizeBytes);

    /// <inheritdoc />
    public int Count => Volatile.Read(ref _count);

    /// <summary>Responses that made room for others so far.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>The queues and the table, for the tests of their agreement.</summary>
    internal (EntryQueue Small, EntryQueue Main, GhostQueue Ghosts, IEnumerable<StoreEntry[]> Table) Structure =>
        (_queues.Small, _queues.Main, _queues.Ghosts, _table.Values);

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
        if (!_table.TryGetValue(key, out var variants) || StoreEntry.Select(variants, request) is not { } entry)
        {
            return null;
        }

        entry.Touch();
        return entry.Response;
    }

    /// <inheritdoc />
    public ValueTask<StoredResponse?> FindAsync(
        CacheKey key,
        IFieldSource request,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult(Find(key, request));

    /// <inheritdoc />
    public bool Holds(CacheKey key) => _table.ContainsKey(key);

    /// <inheritdoc />
    public bool Takes(ResponseHead head, long bodyBytes) =>
        StoredResponse.MostBytes(head, bodyBytes) <= _capacityBytes / LargestShare;

    /// <inheritdoc />
    /// <remarks>Refuses what is larger than a quarter of the store.</remarks>
    public bool Put(CacheKey key, StoredResponse response) => Put(key, response, request: null);

    private bool Put(CacheKey key, StoredResponse response, IFieldSource? request)
    {
        ArgumentNullException.ThrowIfNull(response);
        lock (_lock)
        {
            var entry = new StoreEntry(key, response);
            var fits = entry.SizeBytes <= _capacityBytes / LargestShare;
            var (superseded, kept) = Partition_NeedsLock(entry, request);
            SetVariants_NeedsLock(key, fits ? [entry, .. kept] : kept);
            var (queue, uses) = _queues.PlaceOf(entry, superseded.FirstOrDefault());
            foreach (var variant in superseded)
            {
                Dequeue_NeedsLock(variant);
            }

            if (fits)
            {
                MakeRoom_NeedsLock(entry.SizeBytes);
                Enqueue_NeedsLock(entry, queue, uses);
            }

            return fits;
        }
    }

    /// <inheritdoc />
    public bool KeepCoded(CacheKey key, StoredResponse response, ContentCoding coding, StoredBody coded)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(coded);
        var codings = response.Body.Coded;
        lock (_lock)
        {
            var variants = _table.GetValueOrDefault(key, []);
            var entry = Array.Find(variants, variant => ReferenceEquals(variant.Response.Body, response.Body));
            if (
                entry is null
                || codings.Find(coding) is not null
                || entry.SizeBytes + coded.MemoryBytes > _capacityBytes / LargestShare
            )
            {
                return false;
            }

            codings.Set(coding, coded);
            entry.Grow(coded.MemoryBytes);
            Interlocked.Add(ref _sizeBytes, coded.MemoryBytes);
            MakeRoom_NeedsLock(0);
            return true;
        }
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

    /// <inheritdoc />
    public IStoreWriter OpenWriter(CacheKey key, ReceivedHead head, long? length)
    {
        var writer = new MemoryStoreWriter(this, key, head, length);
        lock (_lock)
        {
            _writers.Add(writer);
        }

        return writer;
    }

    /// <summary>Makes a response visible that has arrived in full.</summary>
    /// <returns>The stored response; <see langword="null"/> when it is too large, or was purged on its way.</returns>
    internal StoredResponse? Complete(MemoryStoreWriter writer, StoredResponse response)
    {
        lock (_lock)
        {
            _writers.Remove(writer);
            if (writer.IsPurged)
            {
                return null;
            }

            var kept = writer.StaleFrom is { } moment ? response.StaleFrom(moment) : response;
            return Put(writer.Key, kept, writer.Head.Request.Fields) ? kept : null;
        }
    }

    /// <summary>Forgets a response on its way.</summary>
    internal void Close(MemoryStoreWriter writer)
    {
        lock (_lock)
        {
            _writers.Remove(writer);
        }
    }

    /// <summary>
    /// The variants that the new one replaces, those beyond the bound included, and those that stay beside it: its
    /// request, where that is known, selects none of these.
    /// </summary>
    private (List<StoreEntry> Superseded, StoreEntry[] Kept) Partition_NeedsLock(
        StoreEntry entry,
        IFieldSource? request
    )
    {
        var superseded = new List<StoreEntry>();
        var kept = new List<StoreEntry>();
        foreach (var variant in _table.GetValueOrDefault(entry.Key, []))
        {
            var stays =
                kept.Count < _variantsPerUrl - 1
                && !variant.Response.Selecting.IsSupersededBy(entry.Response.Selecting)
                && (request is null || !variant.Response.Selecting.Matches(request));
            (stays ? kept : superseded).Add(variant);
        }

        return (superseded, [.. kept]);
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
            var oldest = _queues.NextToEvict();
            var isUnused = oldest.Queue == _queues.Small;
            Take_NeedsLock(oldest);
            Interlocked.Increment(ref _evictions);
            if (isUnused)
            {
                _queues.Remember(oldest, limit: _count);
            }
        }
    }

    private void Take_NeedsLock(StoreEntry entry)
    {
        var variants = _table[entry.Key];
        SetVariants_NeedsLock(entry.Key, Array.FindAll(variants, variant => !ReferenceEquals(variant, entry)));
        Dequeue_NeedsLock(entry);
    }
}
