using System.Runtime.CompilerServices;

namespace Coral.Dns.Redirection;

/// <summary>Numbers by chance for many threads at once: a counter, scrambled (SplitMix64). Not for secrets.</summary>
/// <param name="seed">Where it starts.</param>
internal sealed class Dice(long seed)
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;
    private long _state = seed;

    /// <summary>Throws several at once: other threads are waited for once only.</summary>
    /// <returns>What <see cref="Read"/> reads them from.</returns>
    public ulong Throw(int count)
    {
        var steps = unchecked((ulong)count * Step);
        return unchecked((ulong)Interlocked.Add(ref _state, (long)steps) - steps);
    }

    /// <summary>The 64 bits of one of those that were thrown together, counted from 0.</summary>
    public static ulong Read(ulong thrown, int index) => Scramble(unchecked(thrown + ((ulong)(index + 1) * Step)));

    /// <summary>Every bit of the result depends on every bit of the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
