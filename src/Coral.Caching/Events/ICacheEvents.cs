using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Events;

/// <summary>The events of a cache, for metrics, logs and checks. No method does anything by default.</summary>
/// <remarks>
/// Called on the threads of the cache, some of them under its locks: a method returns at once, throws nothing and
/// calls nothing of the cache.
/// </remarks>
public interface ICacheEvents
{
    /// <summary>A request for <paramref name="key"/> goes to the origin.</summary>
    void OriginRequested(CacheKey key) { }

    /// <summary>An origin is left alone after failures.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="failure">The failure that started the pause.</param>
    /// <param name="pause">The time for which the origin is left alone.</param>
    void OriginLeftAlone(string origin, FetchFailure failure, TimeSpan pause) { }

    /// <summary>A fetch has ended.</summary>
    /// <param name="key">The key of the URL that was fetched.</param>
    /// <param name="source">The source of the header.</param>
    /// <param name="duration">The time from the start of the fetch to the last byte, or to the failure.</param>
    /// <param name="failure">The failure; <see langword="null"/> at a good end.</param>
    void FetchEnded(CacheKey key, FetchSource source, TimeSpan duration, FetchFailure? failure) { }

    /// <summary>A search has looked up the holders of <paramref name="key"/> in the index.</summary>
    void LookedUp(CacheKey key, GetOrPutOutcome outcome) { }

    /// <summary>A holder uploads as many copies as it may.</summary>
    void HolderFull(CacheKey key, NodeContact holder) { }

    /// <summary>A peer is not taken for a source, or no longer.</summary>
    void PeerDropped(CacheKey key, NodeContact peer, PeerOutcome reason) { }

    /// <summary>Nodes follow one another in a cycle, and this one leaves it for the origin.</summary>
    void CycleBroken(CacheKey key, NodeContact peer) { }

    /// <summary>A near node fetches in place of this one, which cannot reach a holder.</summary>
    void Relayed(CacheKey key, NodeContact relay) { }

    /// <summary>A search has used up its lookups, and turns to the origin.</summary>
    void SearchGaveUp(CacheKey key) { }

    /// <summary>A body goes on from another source.</summary>
    void FailedOver(CacheKey key) { }

    /// <summary>This node requests the rest of a body from the origin, in place of a peer that failed.</summary>
    void TookOver(CacheKey key) { }

    /// <summary>A lease was drawn for a fetch.</summary>
    void LeaseDrawn(Key key) { }

    /// <summary>A fetch gives its leases up before its end: the response cannot be shared.</summary>
    void LeasesGivenUp(CacheKey key) { }

    /// <summary>A pointer to a complete copy is put into the index.</summary>
    void PointerPut(Key key, bool isRenewal) { }

    /// <summary>A pointer is taken back from the index.</summary>
    void PointerForgotten(Key key) { }

    /// <summary>This node has responded to a peer's request.</summary>
    /// <param name="key">The URL that the peer requested.</param>
    /// <param name="peer">The peer that sent the request.</param>
    void RespondedToPeer(CacheKey key, NodeContact peer, ServiceOutcome outcome) { }

    /// <summary>A copy begins to be sent to a peer, or to be waited for by it.</summary>
    void UploadBegan(CacheKey key) { }

    /// <summary>A copy is not sent to a peer any more.</summary>
    void UploadEnded(CacheKey key) { }
}
