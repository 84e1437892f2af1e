using System.Diagnostics.CodeAnalysis;

namespace Coral.Proxy.Peers.Wire;

/// <summary>A value of <see cref="PeerFields.Peer"/> in two parts: what it says, and the seal at its end.</summary>
/// <remarks>
/// The seal covers the text before it as it stands, so that there is one spelling to agree on: the sender's.
/// </remarks>
internal static class SealedText
{
    private const string Member = ", seal=:";
    private const int SealCharacters = (PeerSeal.Length + 2) / 3 * 4;
    private const int TailCharacters = 8 + SealCharacters + 1;

    /// <summary>Appends a seal.</summary>
    public static string Join(string said, ReadOnlySpan<byte> seal) =>
        string.Concat(said, Member, Convert.ToBase64String(seal), ":");

    /// <summary>Takes a value apart; what it says is still to be read.</summary>
    /// <param name="value">The value of the sealed field.</param>
    /// <param name="said">Everything before the seal.</param>
    /// <param name="seal">An HMAC-SHA256 of 32 bytes, still to be verified.</param>
    public static bool TrySplit(
        [NotNullWhen(true)] string? value,
        out ReadOnlySpan<char> said,
        [NotNullWhen(true)] out byte[]? seal
    )
    {
        said = default;
        seal = null;
        if (value is null || value.Length is <= TailCharacters or > PeerFields.MaxLength)
        {
            return false;
        }

        var tail = value.AsSpan(value.Length - TailCharacters);
        if (!tail.StartsWith(Member, StringComparison.Ordinal) || tail[^1] != ':')
        {
            return false;
        }

        var bytes = new byte[PeerSeal.Length];
        if (!Convert.TryFromBase64Chars(tail[Member.Length..^1], bytes, out var length) || length != bytes.Length)
        {
            return false;
        }

        said = value.AsSpan(0, value.Length - TailCharacters);
        seal = bytes;
        return true;
    }
}
