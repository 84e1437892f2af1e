using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>Fetches for one client alone what is not for others, under the origin's concurrency limit.</summary>
internal sealed class LoneFetcher(
    ICacheStore store,
    FetchHistory history,
    FetchCoordinator coordinator,
    ClientWaits waits,
    CacheResponseFactory responses,
    TimeProvider clock
)
{
    /// <summary>Waits for a permit, and fetches what is still missing then.</summary>
    public async Task<CacheResponse> FetchAsync(CacheMiss miss, CancellationToken cancellationToken)
    {
        var request = miss.Request;
        var permit = await waits.ForPermitAsync(request.Key.Origin, cancellationToken);
        var stored = await store.FindAsync(request.Key, request.Fields, cancellationToken) ?? miss.Stored;
        if (stored?.IsFresh(clock.GetUtcNow()) == true)
        {
            permit.Dispose();
            return responses.Hit(stored);
        }

        if (history.PauseOrProbe(request.Key) is { } pause)
        {
            permit.Dispose();
            return responses.Paused(miss, pause);
        }

        var flight = coordinator.StartAlone(request, stored, permit);
        var outcome = await waits.ForHeaderAsync(flight, cancellationToken);
        return responses.FromFlight(miss, flight, outcome, collapsed: false);
    }
}
