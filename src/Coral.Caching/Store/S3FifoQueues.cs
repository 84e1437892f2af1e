namespace Coral.Caching.Store;

/// <summary>The eviction order of a store: S3-FIFO (Yang et al., SOSP 2023), counted in bytes.</summary>
/// <remarks>
/// A new entry enters the <em>small</em> queue, a tenth of the store. One that was used there more than once goes on to
/// the <em>main</em> queue; the others leave, remembered as <em>ghosts</em>: a ghost that returns enters main at once.
/// Main spares an entry once for every use since. Under the store's lock.
/// </remarks>
/// <param name="capacityBytes">The size of the store, in bytes.</param>
/// <param name="seed">The seed of the hash of ghosts.</param>
internal sealed class S3FifoQueues(long capacityBytes, ulong seed)
{
    /// <summary>The small queue's part of the store: one in ten.</summary>
    private const int SmallShare = 10;

    /// <summary>Uses in the small queue that lead on to main.</summary>
    private const int UsesToStay = 2;

    public EntryQueue Small { get; } = new();

    public EntryQueue Main { get; } = new();

    public GhostQueue Ghosts { get; } = new();

    /// <summary>The entries, oldest first: those of the small queue, then those of main.</summary>
    public IEnumerable<StoreEntry> Entries => Enumerate(Small).Concat(Enumerate(Main));

    /// <summary>
    /// The queue for a new entry, and the uses that it starts with: those of the version that it replaces, in its
    /// queue; none in main for a ghost, none in small for any other.
    /// </summary>
    /// <param name="entry">The new entry. Its ghost is forgotten.</param>
    /// <param name="replaced">The entry that it replaces; <see langword="null"/> for none.</param>
    public (EntryQueue Queue, int Uses) PlaceOf(StoreEntry entry, StoreEntry? replaced)
    {
        var wasGhost = Ghosts.Remove(GhostHash(entry));
        return replaced is not null ? (replaced.Queue!, replaced.Uses) : (wasGhost ? Main : Small, 0);
    }

    /// <summary>The entry to evict next. Entries that have earned a place are moved on the way.</summary>
    public StoreEntry NextToEvict()
    {
        while (true)
        {
            if (Small.SizeBytes > capacityBytes / SmallShare || Main.Oldest is null)
            {
                var oldest = Small.Oldest!;
                if (oldest.Uses < UsesToStay)
                {
                    return oldest;
                }

                MoveToMain(oldest, uses: 0);
            }
            else
            {
                var oldest = Main.Oldest;
                if (oldest.Uses == 0)
                {
                    return oldest;
                }

                MoveToMain(oldest, oldest.Uses - 1);
            }
        }
    }

    /// <summary>Remembers an entry that was evicted from the small queue.</summary>
    /// <param name="evicted">The entry that left its queue.</param>
    /// <param name="limit">The number of ghosts to remember.</param>
    public void Remember(StoreEntry evicted, int limit) => Ghosts.Add(GhostHash(evicted), limit);

    private static IEnumerable<StoreEntry> Enumerate(EntryQueue queue)
    {
        for (var entry = queue.Oldest; entry is not null; entry = entry.Newer)
        {
            yield return entry;
        }
    }

    private void MoveToMain(StoreEntry entry, int uses)
    {
        entry.SetUses(uses);
        entry.Queue!.Remove(entry);
        Main.Enqueue(entry);
    }

    /// <summary>The hash of an entry's key; its variants share one ghost, which is rare and harmless.</summary>
    private ulong GhostHash(StoreEntry entry) => CacheKeyHash.Of(entry.Key, seed);
}
