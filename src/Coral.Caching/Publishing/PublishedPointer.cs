using Coral.Caching.Store;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>A pointer to a stored response, or to an origin's refusal, as this node keeps it up in the index.</summary>
/// <param name="stored">The stored response that the pointer leads to; <see langword="null"/> for a refusal.</param>
/// <param name="isComplete">
/// <see langword="true"/> when it names the response; else it says only that the URL has one here.
/// </param>
internal sealed class PublishedPointer(StoredResponse? stored, bool isComplete)
{
    public StoredResponse? Stored => stored;

    /// <summary>The time until which the pointer is in the index; unset until it is put.</summary>
    public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The delay of its renewal beyond the usual time, since no node stored it.</summary>
    public TimeSpan Backoff { get; set; }

    /// <summary>The next back-off: twice the last one, from half of the time to live on.</summary>
    public TimeSpan NextBackoff(TimeSpan time) => Backoff == TimeSpan.Zero ? time / 2 : 2 * Backoff;

    /// <summary>The bytes for the index.</summary>
    public byte[] Encode(NodeContact self) =>
        isComplete && stored?.Digests is { } digests
            ? new Pointer(self, PointerFlags.Complete, digests.Root, digests.Length).Encode()
            : new Pointer(self, PointerFlags.None, default, 0).Encode();
}
