using Coral.Caching.Store;

namespace Coral.Caching.Tests.Store;

/// <summary>The invariants of a <see cref="MemoryStore"/> at rest.</summary>
internal static class StoreStructure
{
    public static void Check(MemoryStore store)
    {
        var (small, main, _, table) = store.Structure;
        var queued = Walk(small).Concat(Walk(main)).ToHashSet(ReferenceEqualityComparer.Instance);
        var listed = table.SelectMany(variants => variants).ToList();

        Assert.Equal(listed.Count, queued.Count);
        Assert.All(listed, entry => Assert.Contains(entry, queued));
        Assert.Equal(store.Count, listed.Count);
        Assert.Equal(store.SizeBytes, listed.Sum(entry => entry.SizeBytes));
        Assert.Equal(store.SizeBytes, small.SizeBytes + main.SizeBytes);
        Assert.All(table, variants => Assert.NotEmpty(variants));
        Assert.All(listed, entry => Assert.InRange(entry.Uses, 0, 3));
    }

    private static List<StoreEntry> Walk(EntryQueue queue)
    {
        var entries = new List<StoreEntry>();
        for (var entry = queue.Oldest; entry is not null; entry = entry.Newer)
        {
            Assert.Same(queue, entry.Queue);
            entries.Add(entry);
        }

        Assert.Equal(queue.SizeBytes, entries.Sum(entry => entry.SizeBytes));
        Assert.Same(queue.Newest, entries.LastOrDefault());
        return entries;
    }
}
