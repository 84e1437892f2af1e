using Coral.Core.Randomness;

namespace Coral.Caching.Sources;

/// <summary>The random numbers of all searches of a cache. Safe for concurrent use.</summary>
/// <param name="random">The source; only used under the lock.</param>
internal sealed class SharedRandom(Random random)
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

    /// <summary>A random time from half of <paramref name="time"/> to one and a half of it.</summary>
    public TimeSpan Jittered(TimeSpan time)
    {
        lock (_lock)
        {
            return Jitter.Apply(time, 0.5, random);
        }
    }
}
