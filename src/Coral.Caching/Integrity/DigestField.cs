using System.Security.Cryptography;
using Coral.Core.Http.StructuredFields;

namespace Coral.Caching.Integrity;

/// <summary><c>Repr-Digest</c> and <c>Content-Digest</c> (RFC 9530, sections 2 and 3).</summary>
public static class DigestField
{
    private const string Sha256Key = "sha-256";
    private const string Sha512Key = "sha-512";

    /// <summary>
    /// The digests of the algorithms that we know: <c>sha-256</c> and <c>sha-512</c>. Never throws.
    /// </summary>
    /// <remarks>
    /// A dictionary of byte sequences (RFC 9651): <c>sha-256=:BASE64:</c>. A member whose value is none, or whose
    /// length is not its algorithm's, is ignored, as are other algorithms: they prove nothing. So is a field that
    /// breaks the grammar, as a whole.
    /// </remarks>
    public static IReadOnlyDictionary<HashAlgorithmName, byte[]> Parse(string? field)
    {
        var digests = new Dictionary<HashAlgorithmName, byte[]>();
        if (StructuredField.TryParseDictionary(field, out var members))
        {
            Take(members.Item(Sha256Key), HashAlgorithmName.SHA256, SHA256.HashSizeInBytes, digests);
            Take(members.Item(Sha512Key), HashAlgorithmName.SHA512, SHA512.HashSizeInBytes, digests);
        }

        return digests;
    }

    /// <summary>The field value for a SHA-256.</summary>
    public static string Format(ReadOnlySpan<byte> sha256)
    {
        var writer = new StructuredFieldWriter(stackalloc char[64]);
        writer.WriteMember(Sha256Key, BareItem.Bytes(sha256));
        return writer.ToString();
    }

    private static void Take(
        BareItem? value,
        HashAlgorithmName algorithm,
        int length,
        Dictionary<HashAlgorithmName, byte[]> digests
    )
    {
        if (value?.AsBytes is { } bytes && bytes.Length == length)
        {
            digests[algorithm] = bytes;
        }
    }
}
