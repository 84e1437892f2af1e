using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>Answers from a fetch what the store cannot: one under way, a new one, or one for this client.</summary>
internal sealed class MissFetcher(
    FetchHistory history,
    FetchCoordinator coordinator,
    LoneFetcher lone,
    ClientWaits waits,
    CacheResponseFactory responses
)
{
    /// <summary>Fetches, or follows a fetch: steps 3 to 6 of <see cref="ContentCache.GetAsync"/>.</summary>
    /// <param name="miss">The request, and the reason to forward it.</param>
    /// <param name="isInVain"><see langword="true"/> when enough fetches of other variants have been followed.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>
    /// <see langword="null"/> when the fetch brings another variant, since it varies on a field that was not sent, or
    /// was another client's: what varies is known now.
    /// </returns>
    public async Task<CacheResponse?> TryFetchAsync(CacheMiss miss, bool isInVain, CancellationToken cancellationToken)
    {
        // 3. Known not to be for others: fetched alone.
        var request = miss.Request;
        if (request.IsHead && history.KeptHead(request) is { } kept)
        {
            return responses.Kept(kept);
        }

        var onlyIfCached = CacheDirectives.Of(request.Fields).OnlyIfCached;
        if (!onlyIfCached && (isInVain || history.IsUnshared(request.Key)))
        {
            return await lone.FetchAsync(miss with { Reason = "bypass" }, cancellationToken);
        }

        // 4. On its way, or to be fetched: followed.
        var joined = onlyIfCached ? coordinator.JoinIfUnderWay(request) : coordinator.JoinOrStart(request, miss.Stored);
        if (joined.Flight is not { } flight)
        {
            return joined.Found is { } found ? responses.Hit(found)
                : onlyIfCached ? CacheResponseFactory.NotHere()
                : responses.Paused(miss, joined.Pause);
        }

        var outcome = await waits.ForHeaderAsync(flight, cancellationToken);
        if (outcome.Head is not { } head)
        {
            return responses.FromFlight(miss, flight, outcome, collapsed: !joined.Started);
        }

        // 5. The header is that of another variant: from the start.
        if (!IsFor(request, head, outcome, joined.Started))
        {
            flight.Leave();
            return null;
        }

        // 6. The header shows that the response is not for others: fetched alone.
        if (!joined.Started && !outcome.Shareable)
        {
            flight.Leave();
            return onlyIfCached ? CacheResponseFactory.NotHere() : await lone.FetchAsync(miss, cancellationToken);
        }

        return responses.FromFlight(miss, flight, outcome, collapsed: !joined.Started);
    }

    /// <summary>True if the request selects the response; an error that is not stored is for all who waited.</summary>
    private static bool IsFor(CacheRequest request, ResponseHead head, FlightOutcome outcome, bool isStarter) =>
        outcome.Selecting.Matches(request.Fields)
        || (isStarter && ReferenceEquals(outcome.Selecting, SelectingFields.Never))
        || (StatusCodes.IsTemporary(head.Status) && !outcome.Storable);

    /// <summary>Fetches a new version in the background, and follows it to its end.</summary>
    public async Task RevalidateAsync(CacheRequest request, StoredResponse stale)
    {
        if (coordinator.JoinOrStart(request, stale) is not { Flight: { } flight } joined)
        {
            return;
        }

        try
        {
            var outcome = joined.Started ? await flight.WaitForHeaderAsync(CancellationToken.None) : null;
            if (outcome is { Storable: true, Refreshed: null })
            {
                await outcome.Body.DrainAsync();
            }
        }
        finally
        {
            flight.Leave();
        }
    }
}
