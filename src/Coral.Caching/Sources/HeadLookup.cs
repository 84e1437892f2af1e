using Coral.Caching.Events;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>The search for a header alone (HEAD): asks the holders without taking a lease, then the origin.</summary>
internal sealed class HeadLookup(
    LookupStep lookup,
    HolderConnector connector,
    PeerRequester requester,
    OriginSource origin,
    ICacheEvents events
)
{
    public async Task<FetchedResponse> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        foreach (var peer in await lookup.FindHoldersAsync(search, cancellationToken))
        {
            if (!await connector.ConnectAsync(peer, cancellationToken))
            {
                continue;
            }

            var response = await requester.RequestAsync(search, peer, isRelay: false, cancellationToken);
            search.Following.Unfollow();
            if (response.Outcome == PeerOutcome.Answered)
            {
                events.LookedUp(search.Request.Key, GetOrPutOutcome.Found);
                return response.Body!.ToFetched(response.Head!);
            }
        }

        return await origin.OpenAsync(search.Flight, search.Request, cancellationToken);
    }
}
