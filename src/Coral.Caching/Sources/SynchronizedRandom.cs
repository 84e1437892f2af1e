namespace Coral.Caching.Sources;

/// <summary>The random numbers of all searches of a cache. Safe for concurrent use.</summary>
/// <param name="random">The source; only used under the lock.</param>
internal sealed class SynchronizedRandom(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>Brings <paramref name="items"/> into random order.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        lock (_lock)
        {
            random.Shuffle(items);
        }
    }

    /// <summary>A number from 0 to 1, exclusive.</summary>
    public double NextDouble()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }
}
