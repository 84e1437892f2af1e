namespace Coral.Caching.Store;

/// <content>Purges: removal and marking of many responses at once.</content>
public sealed partial class MemoryStore
{
    /// <inheritdoc />
    /// <remarks>One pass over the entries under the lock, oldest first.</remarks>
    public ValueTask<int> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var writer in _writers.Where(writer => scope.Covers(writer.Key, writer.Head.Received)))
            {
                writer.IsPurged = true;
            }

            var entries = Covered_NeedsLock(scope);
            foreach (var entry in entries)
            {
                Take_NeedsLock(entry);
            }

            return ValueTask.FromResult(entries.Count);
        }
    }

    /// <inheritdoc />
    public ValueTask<int> MarkStaleAsync(PurgeScope scope, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var writer in _writers.Where(writer => scope.Covers(writer.Key, writer.Head.Received)))
            {
                writer.StaleFrom = moment;
            }

            var fresh = Covered_NeedsLock(scope).FindAll(entry => entry.Response.IsFresh(moment));
            foreach (var entry in fresh)
            {
                var response = entry.Response;
                entry.Response = response.StaleFrom(moment);
                Dropped?.Invoke(entry.Key, response);
            }

            return ValueTask.FromResult(fresh.Count);
        }
    }

    private List<StoreEntry> Covered_NeedsLock(PurgeScope scope) =>
        [.. _queues.Entries.Where(entry => scope.Covers(entry.Key, entry.Response.Head))];
}
