namespace Coral.Caching.Store;

/// <summary>Entries in the order they came, counted in bytes. Any of them can leave. Under the store's lock.</summary>
internal sealed class EntryQueue
{
    /// <summary>Memory of the entries in it, in bytes.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>The entry that has stood here longest.</summary>
    public StoreEntry? Oldest { get; private set; }

    /// <summary>The entry that came last.</summary>
    public StoreEntry? Newest { get; private set; }

    public void Enqueue(StoreEntry entry)
    {
        entry.Queue = this;
        entry.Older = Newest;
        entry.Newer = null;
        if (Newest is { } last)
        {
            last.Newer = entry;
        }
        else
        {
            Oldest = entry;
        }

        Newest = entry;
        SizeBytes += entry.SizeBytes;
    }

    /// <summary>Counts <paramref name="bytes"/> more for an entry that has grown.</summary>
    public void Grow(long bytes) => SizeBytes += bytes;

    public void Remove(StoreEntry entry)
    {
        if (entry.Older is { } older)
        {
            older.Newer = entry.Newer;
        }
        else
        {
            Oldest = entry.Newer;
        }

        if (entry.Newer is { } newer)
        {
            newer.Older = entry.Older;
        }
        else
        {
            Newest = entry.Older;
        }

        (entry.Queue, entry.Older, entry.Newer) = (null, null, null);
        SizeBytes -= entry.SizeBytes;
    }
}
