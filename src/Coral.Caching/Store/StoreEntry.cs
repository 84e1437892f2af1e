using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>One stored variant and its place in the store's queues.</summary>
/// <remarks>All but <see cref="Touch"/> is for the store, under its lock.</remarks>
internal sealed class StoreEntry(CacheKey key, StoredResponse response)
{
    /// <summary>Uses beyond this many make no difference: a response used so often is popular.</summary>
    private const int MaxUses = 3;

    private int _uses;

    public CacheKey Key => key;

    /// <summary>The response; replaced by its stale self when it is marked stale.</summary>
    public StoredResponse Response { get; set; } = response;

    /// <summary>
    /// Memory held, in bytes: the response, the coded forms of its body, and the strings of its key.
    /// </summary>
    public long SizeBytes { get; private set; } =
        response.SizeBytes + response.Body.CodedBytes + (2L * (key.Origin.Length + key.Target.Length));

    /// <summary>Uses since it was stored or last spared, at most three.</summary>
    public int Uses => Volatile.Read(ref _uses);

    /// <summary>The queue of the entry; <see langword="null"/> once it is out of the store.</summary>
    public EntryQueue? Queue { get; set; }

    public StoreEntry? Older { get; set; }

    public StoreEntry? Newer { get; set; }

    /// <summary>
    /// The variant that <paramref name="request"/> selects; of several the one that is chosen before the others, and of
    /// equals the first. No allocation.
    /// </summary>
    public static StoreEntry? Select(StoreEntry[] variants, IFieldSource request)
    {
        var (chosen, response) = ((StoreEntry?)null, (StoredResponse?)null);
        foreach (var variant in variants)
        {
            var candidate = variant.Response;
            if (candidate.Selecting.Matches(request) && (response is null || candidate.IsChosenBefore(response)))
            {
                (chosen, response) = (variant, candidate);
            }
        }

        return chosen;
    }

    /// <summary>Counts <paramref name="bytes"/> more, here and in the queue.</summary>
    public void Grow(long bytes)
    {
        SizeBytes += bytes;
        Queue!.Grow(bytes);
    }

    /// <summary>Counts a use. No lock, no allocation, and no write once it has been used often enough.</summary>
    public void Touch()
    {
        var uses = Uses;
        if (uses < MaxUses)
        {
            Interlocked.CompareExchange(ref _uses, uses + 1, uses);
        }
    }

    /// <summary>Sets the count of uses: to the same value, or one less.</summary>
    public void SetUses(int uses) => Volatile.Write(ref _uses, uses);
}
