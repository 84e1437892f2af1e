using System.Buffers.Binary;
using System.Numerics;

namespace Coral.Dns.Protection;

/// <summary>SipHash-2-4 with 64 bits (Aumasson, Bernstein: “SipHash: a fast short-input PRF”).</summary>
/// <remarks>Without the key, hashes cannot be predicted, so that nobody can choose the table slot of a value.</remarks>
/// <param name="key0">First half of the key, read little-endian.</param>
/// <param name="key1">Second half of the key, read little-endian.</param>
public readonly struct SipHash(ulong key0, ulong key1)
{
    /// <summary>Length of a key, in bytes.</summary>
    public const int KeyBytes = 16;

    /// <summary>The hash under a key of <see cref="KeyBytes"/>.</summary>
    public static SipHash WithKey(ReadOnlySpan<byte> key) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));

    /// <summary>Hashes a message.</summary>
    public ulong Hash(ReadOnlySpan<byte> message)
    {
        var (v0, v1, v2, v3) = Begin();
        var last = (ulong)message.Length << 56;
        while (message.Length >= sizeof(ulong))
        {
            Compress(BinaryPrimitives.ReadUInt64LittleEndian(message), ref v0, ref v1, ref v2, ref v3);
            message = message[sizeof(ulong)..];
        }

        for (var i = 0; i < message.Length; i++)
        {
            last |= (ulong)message[i] << (8 * i);
        }

        return End(last, v0, v1, v2, v3);
    }

    /// <summary>Hashes the 16 bytes of two numbers, each read little-endian.</summary>
    public ulong Hash(ulong first, ulong second)
    {
        var (v0, v1, v2, v3) = Begin();
        Compress(first, ref v0, ref v1, ref v2, ref v3);
        Compress(second, ref v0, ref v1, ref v2, ref v3);
        return End(16UL << 56, v0, v1, v2, v3);
    }

    private (ulong V0, ulong V1, ulong V2, ulong V3) Begin() =>
        (
            key0 ^ 0x736F_6D65_7073_6575,
            key1 ^ 0x646F_7261_6E64_6F6D,
            key0 ^ 0x6C79_6765_6E65_7261,
            key1 ^ 0x7465_6462_7974_6573
        );

    private static ulong End(ulong last, ulong v0, ulong v1, ulong v2, ulong v3)
    {
        Compress(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xFF;
        for (var i = 0; i < 4; i++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Compress(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
