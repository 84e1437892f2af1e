using System.Runtime.CompilerServices;

namespace Coral.Core.Randomness;

/// <summary>
/// The SplitMix64 generator (Steele, Lea and Flood, 2014): a counter that advances by a constant, and a mixer that
/// makes a uniform number of it. Fast and of good quality; predictable, and so never for secrets.
/// </summary>
/// <param name="seed">The counter's first value; each value gives another sequence.</param>
/// <remarks>
/// A mutable value: a copy continues from where the original stood. Any number of the sequence can be computed without
/// those before it (<see cref="ValueAt"/>). One thread; <see cref="SharedSplitMix64"/> serves many.
/// </remarks>
public struct SplitMix64(ulong seed)
{
    /// <summary>The counter's increment: 2^64 divided by the golden ratio, made odd.</summary>
    internal const ulong Increment = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = seed;

    /// <summary>The next number of the sequence: 64 uniform bits.</summary>
    public ulong Next() => Mix(_state = unchecked(_state + Increment));

    /// <summary>One number of the sequence that starts at <paramref name="seed"/>, counted from 0.</summary>
    public static ulong ValueAt(ulong seed, int index) => Mix(unchecked(seed + ((ulong)(index + 1) * Increment)));

    /// <summary>A bijection of 64 bits in which every bit of the result depends on every bit of the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB);
        return value ^ (value >> 31);
    }

    /// <summary>The upper 53 of 64 uniform bits as a uniform number in [0, 1).</summary>
    public static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));
}
