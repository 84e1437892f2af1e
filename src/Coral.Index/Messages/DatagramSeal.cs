using System.Security.Cryptography;

namespace Coral.Index.Messages;

/// <summary>The 16 bytes at the end of every datagram: the first half of HMAC-SHA256 under the network's key.</summary>
/// <remarks>
/// The first key signs, all verify, so that a key can be replaced without a gap. A network without a key seals with
/// the empty one: a checksum that proves nothing, and <see cref="IsAuthentic"/> says so. Allocates nothing.
/// </remarks>
internal sealed class DatagramSeal
{
    /// <summary>Length of the tag, in bytes.</summary>
    public const int TagBytes = 16;

    private readonly byte[][] _keys;

    /// <summary>Makes the seal of one network.</summary>
    /// <param name="keys">The network's keys: the first signs, all verify; empty for an open network.</param>
    public DatagramSeal(IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        IsAuthentic = keys.Count > 0;
        _keys = IsAuthentic
            ? [.. keys]
            :
            [
                [],
            ];
    }

    /// <summary>True if a tag proves that the sender holds the network's key.</summary>
    public bool IsAuthentic { get; }

    /// <summary>Writes the tag of the first <paramref name="length"/> bytes behind them.</summary>
    /// <returns>The datagram's whole length.</returns>
    public int Seal(Span<byte> datagram, int length)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_keys[0], datagram[..length], mac);
        mac[..TagBytes].CopyTo(datagram[length..]);
        return length + TagBytes;
    }

    /// <summary>Checks the tag, and returns the message before it.</summary>
    public bool TryOpen(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (datagram.Length <= TagBytes)
        {
            return false;
        }

        var content = datagram[..^TagBytes];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in _keys)
        {
            HMACSHA256.HashData(key, content, mac);
            if (CryptographicOperations.FixedTimeEquals(mac[..TagBytes], datagram[^TagBytes..]))
            {
                message = content;
                return true;
            }
        }

        return false;
    }
}
