using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Decides what a holder's response means for the search.</summary>
internal sealed class HolderResponses(
    HolderOrder order,
    DisputeCheck disputes,
    PeerExclusion peers,
    FetchHistory history,
    SharedRequests requests,
    ICacheEvents events
)
{
    /// <summary>Takes the response of <paramref name="peer"/>.</summary>
    /// <returns>The next step.</returns>
    public async Task<SearchPhase> TakeAsync(
        SearchState search,
        PeerCandidate peer,
        PeerResponse<IOriginBody> response,
        CancellationToken cancellationToken
    )
    {
        var key = search.Request.Key;
        switch (response.Outcome)
        {
            case PeerOutcome.Answered:
                return await disputes.IsDisputedAsync(search, peer, response, cancellationToken)
                    ? SearchPhase.LeaveLease
                    : search.End(CountedBody.OfPeer(response.Body)!.ToFetched());
            case PeerOutcome.Full:
                search.SawFull = true;
                events.HolderFull(key, peer.Contact);
                order.AddReceivers(search, peer, response.Others);
                return SearchPhase.TryHolder;
            case PeerOutcome.Cycle:
                events.CycleBroken(key, peer.Contact);
                return SearchPhase.LeaveLease;
            case PeerOutcome.NotHere when response.Vary == "*":
                history.LearnUnshared(key);
                search.Leases.GiveUp(key);
                return SearchPhase.Origin;
            case PeerOutcome.NotHere when response.Vary is { } vary && TryChangeKey(search, vary):
                return SearchPhase.LookUp;
            case PeerOutcome.OriginFailed when IsBelieved(search, peer, response):
                return search.End(FetchedResponse.Failed(response.Failure));
            default:
                search.IsOutdated |= response.Outcome is PeerOutcome.Lost or PeerOutcome.Slow;
                peers.Exclude(search, peer, response.Outcome);
                return SearchPhase.TryHolder;
        }
    }

    /// <summary>
    /// A peer has other variants only: their <c>Vary</c> tells the key of this one, and the fields to send for it.
    /// </summary>
    /// <returns><see langword="true"/> for a key that was not looked up before.</returns>
    private bool TryChangeKey(SearchState search, string vary)
    {
        if (Vary.NamesIn(vary) is { Length: > 0 } names)
        {
            history.Vary.Add(search.Request.Key, names);
        }
        else
        {
            history.Vary.AddNothing(search.Request.Key);
        }

        var sent = requests.ToSend(search.Flight.Client);
        search.Resend(sent, history.Selecting(sent));
        var key = ContentKey.Of(search.Request.Key, history.Selecting(search.Request));
        if (!search.Leases.TryAdd(key))
        {
            return false;
        }

        search.Key = key;
        return true;
    }

    /// <summary>
    /// An answer of the origin that a peer repeats from memory: this node repeats it too, without a request.
    /// </summary>
    /// <returns><see langword="false"/> for any other response.</returns>
    public bool TryLearn(SearchState search, PeerResponse<IOriginBody> response)
    {
        if (
            response
            is not { Outcome: PeerOutcome.OriginFailed, Failure: FetchFailure.Refused or FetchFailure.RedirectsBack }
        )
        {
            return false;
        }

        history.Learn(search.Request.Key, new OriginPause(response.RetryAfter, response.Failure, response.RefusedWith));
        return true;
    }

    /// <summary>
    /// The failure of the origin, as soon as two nodes have met it. The limit of a peer on objects is not this node's.
    /// </summary>
    private bool IsBelieved(SearchState search, PeerCandidate peer, PeerResponse<IOriginBody> response)
    {
        if (TryLearn(search, response))
        {
            return search.Following.IsSettled = true;
        }

        var failure = response.Failure;
        if (failure == FetchFailure.TooLarge)
        {
            return false;
        }

        search.FailedAtOrigin.Add(peer.Contact.Id);
        search.Following.IsSettled = failure == FetchFailure.RecentlyFailed || search.FailedAtOrigin.Count > 1;
        return search.Following.IsSettled;
    }
}
