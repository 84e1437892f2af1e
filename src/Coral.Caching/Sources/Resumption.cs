using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Sources;

/// <summary>The part of a body that readers have already, which the next source must continue.</summary>
/// <param name="First">The header that readers have.</param>
/// <param name="Length">The declared length of the whole, in bytes.</param>
/// <param name="Validator">The strong validator of the representation; parts of another are never joined.</param>
/// <param name="Digester">The bytes that readers have, hashed.</param>
internal sealed record Resumption(ResponseHead First, long? Length, string? Validator, BodyDigester Digester)
{
    /// <summary>The first byte that is missing.</summary>
    public long Offset => Digester.Length;

    /// <summary>
    /// The byte to ask peers from: the first of the chunk that is begun, so that it can be checked. All from the first
    /// where no validator could tell another version.
    /// </summary>
    public long AlignedOffset => Validator is null ? 0 : Offset - (Offset % StoredBody.SegmentBytes);
}
