using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Events;

/// <summary>Tells several what happens in a cache, in order.</summary>
public sealed class CompositeCacheEvents(params ICacheEvents[] all) : ICacheEvents
{
    /// <inheritdoc />
    public void OriginRequested(CacheKey key)
    {
        foreach (var events in all)
        {
            events.OriginRequested(key);
        }
    }

    /// <inheritdoc />
    public void OriginLeftAlone(string origin, FetchFailure failure, TimeSpan pause)
    {
        foreach (var events in all)
        {
            events.OriginLeftAlone(origin, failure, pause);
        }
    }

    /// <inheritdoc />
    public void FetchEnded(CacheKey key, FetchSource source, TimeSpan duration, FetchFailure? failure)
    {
        foreach (var events in all)
        {
            events.FetchEnded(key, source, duration, failure);
        }
    }

    /// <inheritdoc />
    public void LookedUp(CacheKey key, GetOrPutOutcome outcome)
    {
        foreach (var events in all)
        {
            events.LookedUp(key, outcome);
        }
    }

    /// <inheritdoc />
    public void HolderFull(CacheKey key, NodeContact holder)
    {
        foreach (var events in all)
        {
            events.HolderFull(key, holder);
        }
    }

    /// <inheritdoc />
    public void PeerDropped(CacheKey key, NodeContact peer, PeerOutcome reason)
    {
        foreach (var events in all)
        {
            events.PeerDropped(key, peer, reason);
        }
    }

    /// <inheritdoc />
    public void CycleBroken(CacheKey key, NodeContact peer)
    {
        foreach (var events in all)
        {
            events.CycleBroken(key, peer);
        }
    }

    /// <inheritdoc />
    public void Relayed(CacheKey key, NodeContact relay)
    {
        foreach (var events in all)
        {
            events.Relayed(key, relay);
        }
    }

    /// <inheritdoc />
    public void SearchGaveUp(CacheKey key)
    {
        foreach (var events in all)
        {
            events.SearchGaveUp(key);
        }
    }

    /// <inheritdoc />
    public void FailedOver(CacheKey key)
    {
        foreach (var events in all)
        {
            events.FailedOver(key);
        }
    }

    /// <inheritdoc />
    public void TookOver(CacheKey key)
    {
        foreach (var events in all)
        {
            events.TookOver(key);
        }
    }

    /// <inheritdoc />
    public void LeaseDrawn(Key key)
    {
        foreach (var events in all)
        {
            events.LeaseDrawn(key);
        }
    }

    /// <inheritdoc />
    public void LeasesGivenUp(CacheKey key)
    {
        foreach (var events in all)
        {
            events.LeasesGivenUp(key);
        }
    }

    /// <inheritdoc />
    public void PointerPut(Key key, bool isRenewal)
    {
        foreach (var events in all)
        {
            events.PointerPut(key, isRenewal);
        }
    }

    /// <inheritdoc />
    public void PointerForgotten(Key key)
    {
        foreach (var events in all)
        {
            events.PointerForgotten(key);
        }
    }

    /// <inheritdoc />
    public void RespondedToPeer(CacheKey key, NodeContact peer, ServiceOutcome outcome)
    {
        foreach (var events in all)
        {
            events.RespondedToPeer(key, peer, outcome);
        }
    }

    /// <inheritdoc />
    public void UploadBegan(CacheKey key)
    {
        foreach (var events in all)
        {
            events.UploadBegan(key);
        }
    }

    /// <inheritdoc />
    public void UploadEnded(CacheKey key)
    {
        foreach (var events in all)
        {
            events.UploadEnded(key);
        }
    }
}
