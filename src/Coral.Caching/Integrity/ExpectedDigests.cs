using System.Security.Cryptography;
using Coral.Caching.Http;

namespace Coral.Caching.Integrity;

/// <summary>The digests of a body that its own header states (RFC 9530).</summary>
internal sealed class ExpectedDigests
{
    private readonly IReadOnlyDictionary<HashAlgorithmName, byte[]> _representation;
    private readonly IReadOnlyDictionary<HashAlgorithmName, byte[]> _content;

    private ExpectedDigests(FieldList fields)
    {
        _representation = DigestField.Parse(fields.Get("Repr-Digest"));
        _content = DigestField.Parse(fields.Get("Content-Digest"));
    }

    /// <summary>True if SHA-512 is needed: it is the only digest given.</summary>
    public bool NeedsSha512 => OnlySha512(_representation) || OnlySha512(_content);

    /// <summary>
    /// The digests that <paramref name="head"/> states; <see langword="null"/> without one that can be checked.
    /// </summary>
    /// <remarks>
    /// Only of a 200 to GET: its content is the whole representation, so that both fields speak of the same bytes.
    /// </remarks>
    public static ExpectedDigests? Of(ResponseHead head)
    {
        if (head.Status != 200 || !(head.Fields.Contains("Repr-Digest") || head.Fields.Contains("Content-Digest")))
        {
            return null;
        }

        var expected = new ExpectedDigests(head.Fields);
        return expected._representation.Count + expected._content.Count > 0 ? expected : null;
    }

    /// <summary>True if the bytes that <paramref name="digester"/> has seen match.</summary>
    public bool Match(BodyDigester digester) => Match(_representation, digester) && Match(_content, digester);

    private static bool OnlySha512(IReadOnlyDictionary<HashAlgorithmName, byte[]> digests) =>
        digests.Count == 1 && digests.ContainsKey(HashAlgorithmName.SHA512);

    private static bool Match(IReadOnlyDictionary<HashAlgorithmName, byte[]> digests, BodyDigester digester) =>
        digests.TryGetValue(HashAlgorithmName.SHA256, out var sha256) ? digester.Sha256().AsSpan().SequenceEqual(sha256)
        : digests.TryGetValue(HashAlgorithmName.SHA512, out var sha512)
            ? digester.Sha512().AsSpan().SequenceEqual(sha512)
        : true;
}
