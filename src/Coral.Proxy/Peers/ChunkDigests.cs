using Coral.Caching.Integrity;
using Coral.Proxy.Peers.Wire;

namespace Coral.Proxy.Peers;

/// <summary>Reads the digests that come before the bytes of a complete copy.</summary>
internal static class ChunkDigests
{
    /// <summary>Reads as many digests as the length needs, and compares them with their root.</summary>
    /// <returns>Nothing when they are not those that the response's seal covers.</returns>
    public static async Task<ContentDigests?> ReadAsync(
        Stream stream,
        PeerResponseFields fields,
        CancellationToken cancellationToken
    )
    {
        if (fields.Length is not { } length)
        {
            return null;
        }

        var chunks = new byte[ContentDigests.ChunkCount(length) * ContentDigests.DigestBytes];
        if (
            await stream.ReadAtLeastAsync(chunks, chunks.Length, throwOnEndOfStream: false, cancellationToken)
            < chunks.Length
        )
        {
            return null;
        }

        var digests = new ContentDigests(length, chunks, fields.Digest);
        return digests.Root.Span.SequenceEqual(fields.Root.Span) ? digests : null;
    }
}
