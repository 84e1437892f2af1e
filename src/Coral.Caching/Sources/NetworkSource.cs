using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The source of a flight in a network: peers, near before far, and the origin once.</summary>
internal sealed class NetworkSource(
    SourceSearch searches,
    FailoverBodies bodies,
    FetchLeasesFactory leases,
    IOriginFetcher origin,
    FetchHistory history
) : IFlightSource
{
    /// <inheritdoc />
    /// <remarks>
    /// The flight is known by now, so that others may find its lease while the lookup runs. HEAD takes no lease.
    /// </remarks>
    public async Task<FetchedResponse> OpenAsync(
        Flight flight,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        var key = ContentKey.Of(request.Key, history.Selecting(request));
        var own = leases.Create(() => origin.Prepare(request.Key, OriginPreparation.Connect));
        var search = new SearchState(flight, request, key, own);
        origin.Prepare(request.Key, OriginPreparation.Resolve);
        search.Begin(SearchPhase.LookUp, resumption: null);
        if (request.IsHead)
        {
            return await searches.RunAsync(search, cancellationToken);
        }

        var isOpen = false;
        try
        {
            await own.BeginAsync(key);
            var response = await searches.RunAsync(search, cancellationToken);
            isOpen = response.Head is not null;
            return isOpen ? response.WithBody(bodies.Begin(search, response, cancellationToken)) : response;
        }
        finally
        {
            if (!isOpen)
            {
                search.EndFlight();
            }
        }
    }
}
