using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>One long pointer that this node keeps up.</summary>
/// <param name="url">The URL of what it points to.</param>
/// <param name="stored">What it points to.</param>
/// <param name="isComplete">Whether it names that response; else it says only that the URL has some here.</param>
internal sealed class KeptPointer(CacheKey url, StoredResponse stored, bool isComplete)
{
    public CacheKey Url => url;

    public StoredResponse Stored => stored;

    /// <summary>Until when it stands; unset until it is put.</summary>
    public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>How much later than usual it is to be renewed, since nobody took it.</summary>
    public TimeSpan Backoff { get; set; }

    /// <summary>Twice as long as before, from half of its time on.</summary>
    public TimeSpan NextBackoff(TimeSpan time) => Backoff == TimeSpan.Zero ? time / 2 : 2 * Backoff;

    /// <summary>The bytes for the index.</summary>
    public byte[] Encode(NodeContact self) =>
        isComplete && stored.Digests is { } digests
            ? new Pointer(self, PointerFlags.Complete, digests.Root, digests.Length).Encode()
            : new Pointer(self, PointerFlags.None, default, 0).Encode();
}
