namespace Coral.Core.Randomness;

/// <summary>A <see cref="SplitMix64"/> sequence for many threads: each reserves a stretch of its own.</summary>
public sealed class SharedSplitMix64(long seed)
{
    private long _state = seed;

    /// <summary>Takes the next <paramref name="count"/> numbers of the sequence in one atomic addition.</summary>
    /// <returns>
    /// The seed under which <see cref="SplitMix64.ValueAt"/> has them, from 0 to <paramref name="count"/> - 1.
    /// </returns>
    public ulong Reserve(int count)
    {
        var steps = unchecked((ulong)count * SplitMix64.Increment);
        return unchecked((ulong)Interlocked.Add(ref _state, (long)steps) - steps);
    }
}
