using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Coral.Core.Names;

/// <summary>The label for what one label cannot hold: base32 (RFC 4648, lower case, no padding) of SHA-256.</summary>
/// <remarks>
/// It has no hyphen, so it is never a one-label name; it proves its own host, so it can be learnt from anybody.
/// </remarks>
public static class HashLabel
{
    /// <summary>256 bits in digits of 5.</summary>
    public const int Length = 52;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> Digits = SearchValues.Create(Alphabet);

    /// <summary>The label of <c>host</c>, or of <c>host:port</c> where a port is named.</summary>
    public static string Of(OriginAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(authority.ToString()), digest);
        Span<char> label = stackalloc char[Length];
        var bits = 0;
        var held = 0;
        var written = 0;
        foreach (var octet in digest)
        {
            bits = (bits << 8) | octet;
            held += 8;
            while (held >= 5)
            {
                held -= 5;
                label[written++] = Alphabet[(bits >> held) & 31];
            }

            bits &= (1 << held) - 1;
        }

        label[written] = Alphabet[(bits << (5 - held)) & 31];
        return new string(label);
    }

    /// <summary>True if a label could be one: 52 digits of base32.</summary>
    public static bool IsMatch(ReadOnlySpan<char> label) => label.Length == Length && !label.ContainsAnyExcept(Digits);
}
