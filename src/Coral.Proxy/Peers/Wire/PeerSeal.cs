using System.Security.Cryptography;

namespace Coral.Proxy.Peers.Wire;

/// <summary>HMAC-SHA256 under the network's key: every holder of the key is a member.</summary>
/// <remarks>
/// The first key signs, all verify, so that a key can be replaced without a gap. A network without a key seals under
/// zeros, which proves nothing. Any number of threads; allocates nothing.
/// </remarks>
internal sealed class PeerSeal
{
    /// <summary>Bytes of a seal.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    private readonly byte[][] _keys;

    /// <summary>Seals for one network.</summary>
    /// <param name="keys">The first signs, all verify; none for a network without a key.</param>
    public PeerSeal(IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys.Count > 0 ? [.. keys] : [new byte[Length]];
    }

    /// <summary>Seals what a transcript says.</summary>
    public void Sign(ReadOnlySpan<byte> transcript, Span<byte> seal) => HMACSHA256.HashData(_keys[0], transcript, seal);

    /// <summary>True if a member of the network sealed <paramref name="transcript"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> transcript, ReadOnlySpan<byte> seal)
    {
        Span<byte> mac = stackalloc byte[Length];
        var verified = false;
        foreach (var key in _keys)
        {
            HMACSHA256.HashData(key, transcript, mac);
            verified |= CryptographicOperations.FixedTimeEquals(mac, seal);
        }

        return verified;
    }
}
