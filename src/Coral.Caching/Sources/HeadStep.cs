using Coral.Caching.Events;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>The step that asks one holder for the header alone (HEAD): no lease is taken, no peer given up.</summary>
internal sealed class HeadStep(
    HolderConnector connector,
    PeerRequester requester,
    HolderResponses responses,
    ICacheEvents events
)
{
    public async Task<SearchPhase> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        if (search.Holders.Count == 0)
        {
            return SearchPhase.Origin;
        }

        var peer = search.Holders[0];
        search.Holders.RemoveAt(0);
        if (!await connector.ConnectAsync(peer, cancellationToken))
        {
            return SearchPhase.TryHead;
        }

        var response = await requester.RequestAsync(search, peer, isRelay: false, cancellationToken);
        search.Following.Unfollow();
        if (responses.TryLearn(search, response))
        {
            return search.End(FetchedResponse.Failed(response.Failure));
        }

        if (response.Outcome != PeerOutcome.Answered)
        {
            return SearchPhase.TryHead;
        }

        events.LookedUp(search.Request.Key, GetOrPutOutcome.Found);
        return search.End(CountedBody.OfPeer(response.Body)!.ToFetched());
    }
}
