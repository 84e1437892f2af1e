using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Pipeline;

/// <summary>The form in which a response is sent: as it is, or with a content coding of ours.</summary>
/// <param name="Fields">
/// The fields of either form; <see langword="null"/> for a response that has one form only.
/// </param>
/// <param name="Coding">The coding of ours; none where it is sent as it is.</param>
/// <param name="Stored">The stored coded body; <see langword="null"/> for one that is made as it is sent.</param>
internal readonly record struct ResponseForm(NegotiatedFields? Fields, ContentCoding Coding, StoredBody? Stored)
{
    /// <summary>True if the body is coded by us.</summary>
    public bool IsCoded => Coding != ContentCoding.None;

    /// <summary>The coding's name in <c>Content-Encoding</c>.</summary>
    public string Token => Coding == ContentCoding.Brotli ? "br" : "gzip";

    /// <summary>The same response as the origin sent it.</summary>
    public ResponseForm AsSent => new(Fields, ContentCoding.None, null);

    /// <summary>
    /// True for a field of the origin's that this form has another value for, or none: a coded body has no digest of
    /// the origin's bytes, and no ranges.
    /// </summary>
    public bool Replaces(in FieldLine line) =>
        line.Name.Length switch
        {
            4 => (Fields?.Vary is not null && line.Is("Vary")) || (IsCoded && line.Is("ETag")),
            6 => IsCoded && line.Is("Digest"),
            11 => IsCoded && (line.Is("Content-MD5") || line.Is("Repr-Digest")),
            13 => IsCoded && line.Is("Accept-Ranges"),
            14 => IsCoded && line.Is("Content-Digest"),
            _ => false,
        };
}
