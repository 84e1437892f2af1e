using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>A response on its way into a store: read while it is written, and kept when it is complete.</summary>
/// <remarks>One caller at a time. Disposed before it was completed it is abandoned: the store keeps nothing.</remarks>
public interface IStoreWriter : IDisposable
{
    /// <summary>The body as it arrives. Stays readable after the writer's end, until its last reader is gone.</summary>
    IBodyBuffer Body { get; }

    /// <summary>Ends a body that has arrived in full, and makes the response visible to lookups.</summary>
    /// <param name="digests">The digests of the body, where they are known.</param>
    /// <returns>
    /// The stored response; <see langword="null"/> when it takes no such response: too large, or purged meanwhile.
    /// </returns>
    ValueTask<StoredResponse?> CompleteAsync(ContentDigests? digests);
}
