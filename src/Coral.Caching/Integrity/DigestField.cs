using System.Security.Cryptography;
using Coral.Core.Http;

namespace Coral.Caching.Integrity;

/// <summary>Reads <c>Repr-Digest</c> and <c>Content-Digest</c> (RFC 9530, sections 2 and 3). Never throws.</summary>
public static class DigestField
{
    /// <summary>The most members that are read, empty ones included; those after them are ignored.</summary>
    public const int MaxMembers = 16;

    /// <summary>The digests of the algorithms that we know: <c>sha-256</c> and <c>sha-512</c>.</summary>
    /// <remarks>
    /// A dictionary of byte sequences (RFC 9651): <c>sha-256=:BASE64:</c>. A member that is none, or whose length is
    /// not its algorithm's, is ignored, as are other algorithms: they prove nothing. Of a repeated one the last counts.
    /// </remarks>
    public static IReadOnlyDictionary<HashAlgorithmName, byte[]> Parse(string? field)
    {
        var digests = new Dictionary<HashAlgorithmName, byte[]>();
        foreach (var part in new ListMembers(field, ListQuoting.None, most: MaxMembers))
        {
            var member = part;
            if (AlgorithmOf(ref member) is { } algorithm && Bytes(member) is { } bytes)
            {
                if (bytes.Length == LengthOf(algorithm))
                {
                    digests[algorithm] = bytes;
                }
            }
        }

        return digests;
    }

    /// <summary>The field value for a SHA-256.</summary>
    public static string Format(ReadOnlySpan<byte> sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";

    private static HashAlgorithmName? AlgorithmOf(ref ReadOnlySpan<char> member)
    {
        var equals = member.IndexOf('=');
        var name = equals < 0 ? default : member[..equals];
        member = equals < 0 ? default : member[(equals + 1)..];
        return name is "sha-256" ? HashAlgorithmName.SHA256
            : name is "sha-512" ? HashAlgorithmName.SHA512
            : null;
    }

    private static int LengthOf(HashAlgorithmName algorithm) =>
        algorithm == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : SHA512.HashSizeInBytes;

    /// <summary>The bytes between colons; parameters after them are ignored.</summary>
    private static byte[]? Bytes(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value[0] != ':')
        {
            return null;
        }

        var end = value[1..].IndexOf(':');
        if (end < 0 || !(value[(end + 2)..] is "" or [';', ..]))
        {
            return null;
        }

        var bytes = new byte[SHA512.HashSizeInBytes + 3];
        return Convert.TryFromBase64Chars(value.Slice(1, end), bytes, out var written) ? bytes[..written] : null;
    }
}
