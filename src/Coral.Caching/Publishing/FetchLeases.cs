using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>
/// The leases of one fetch: pending puts of pointers end before they begin, and a pointer replaces them at the end.
/// </summary>
internal sealed class FetchLeases(LeaseRenewer leases, PointerPublisher pointers, ICacheEvents events)
{
    private bool _isGivenUp;

    /// <summary>Starts renewing, after the pending puts and removals for <paramref name="key"/>.</summary>
    public Task BeginAsync(Key key)
    {
        leases.Start();
        return pointers.FetchBeganAsync(key);
    }

    /// <inheritdoc cref="LeaseRenewer.For" />
    public Lease For(Key key) => leases.For(key);

    /// <summary>Takes a lease for one more key.</summary>
    /// <returns><see langword="false"/> when there is one already.</returns>
    public bool TryAdd(Key key)
    {
        if (leases.Keys.Contains(key))
        {
            return false;
        }

        _ = pointers.FetchBeganAsync(key);
        leases.For(key);
        return true;
    }

    /// <inheritdoc cref="LeaseRenewer.PutBesideAsync" />
    public void LeaveBeside(Key key) => _ = leases.PutBesideAsync(key);

    /// <summary>Leaves leases under all of <paramref name="keys"/> that have none yet.</summary>
    public void Announce(IEnumerable<Key> keys)
    {
        foreach (var key in keys.Distinct().Except(leases.Keys).ToArray())
        {
            _ = pointers.FetchBeganAsync(key);
            _ = leases.PutBesideAsync(key);
        }
    }

    /// <summary>Gives all leases up before the end: the response cannot be shared.</summary>
    /// <param name="url">The URL that is fetched.</param>
    public void GiveUp(CacheKey url)
    {
        if (!_isGivenUp)
        {
            _isGivenUp = true;
            leases.Dispose();
            pointers.GiveUp(leases.Keys);
            events.LeasesGivenUp(url);
        }
    }

    /// <summary>Ends the fetch: the leases give way to pointers, or go.</summary>
    /// <param name="url">The URL that was fetched.</param>
    /// <param name="stored">The response that the store holds now; <see langword="null"/> for none.</param>
    /// <param name="refusedFor">The time for which the origin asked to be left alone, if it did.</param>
    public void End(CacheKey url, StoredResponse? stored, TimeSpan? refusedFor)
    {
        leases.Dispose();
        if (refusedFor is { } time && stored is null && !_isGivenUp)
        {
            pointers.FetchRefused(leases.Keys, time);
        }
        else
        {
            pointers.FetchEnded(leases.Keys, url, stored, _isGivenUp);
        }
    }
}
