using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Coral.Caching.Http;
using Coral.Core.Randomness;

namespace Coral.Caching.Store;

/// <summary>A hash of a cache key that is the same in every process, unlike that of <see cref="string"/>.</summary>
internal static class CacheKeyHash
{
    /// <summary>The hash of <paramref name="key"/> under <paramref name="seed"/>: 64 bits, no allocation.</summary>
    /// <param name="key">The key, of which every character counts.</param>
    /// <param name="seed">The number that selects one hash of many; secret where strangers choose the keys.</param>
    public static ulong Of(CacheKey key, ulong seed) => Add(Add(SplitMix64.Mix(seed), key.Origin), key.Target);

    private static ulong Add(ulong state, string text)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state = SplitMix64.Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        rest.Clear();
        bytes.CopyTo(rest);
        return SplitMix64.Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ ((ulong)text.Length << 48));
    }
}
