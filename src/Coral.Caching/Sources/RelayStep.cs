using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>The step that has a near node fetch what this node cannot reach a holder of.</summary>
internal sealed class RelayStep(
    INodeDirectory directory,
    PeerRequester requester,
    PeerReputation reputation,
    PeerExclusion peers,
    CooperationOptions options,
    ICacheEvents events
)
{
    public async Task<SearchPhase> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        if (search.Flight.IsRelayed || !search.Found.Any(value => search.Excluded.IsUnreached(value.Owner)))
        {
            return SearchPhase.LeaveLease;
        }

        foreach (var level in (ClusterLevel[])[ClusterLevel.Near, ClusterLevel.Regional, ClusterLevel.Global])
        {
            var near = await directory.NodesAsync(
                level,
                options.ParallelConnects,
                target: null,
                NodeServices.Peer,
                cancellationToken
            );
            foreach (var node in near.Where(n => !search.Excluded.Contains(n.Id) && !reputation.IsShunned(n.Id)))
            {
                var relay = new PeerCandidate(node, null, PeerCandidate.SourceAt(level));
                var response = await requester.RequestAsync(search, relay, isRelay: true, cancellationToken);
                if (response.Outcome == PeerOutcome.Answered)
                {
                    events.Relayed(search.Request.Key, node);
                    return search.End(CountedBody.OfPeer(response.Body)!.ToFetched());
                }

                var isFull = response.Outcome == PeerOutcome.Full;
                peers.Exclude(search, relay, isFull ? PeerOutcome.NotHere : response.Outcome);
                if (response.Outcome == PeerOutcome.Cycle)
                {
                    events.CycleBroken(search.Request.Key, node);
                    return SearchPhase.LeaveLease;
                }
            }
        }

        return SearchPhase.LeaveLease;
    }
}
