using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;

namespace Coral.Caching.Sources;

/// <summary>The step that tries one holder: connects to a few at once, and asks the first that connects.</summary>
/// <remarks>
/// The root of a tree, whose holders come in the order of the index, checks first that they do not follow this node in
/// turn.
/// </remarks>
internal sealed class HolderStep(
    HolderConnector connector,
    CycleDetector cycles,
    PeerRequester requester,
    HolderResponses responses,
    CooperationOptions options
)
{
    public async Task<SearchPhase> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        if (search.Tried == options.PeersPerRound || search.Holders.Count == 0)
        {
            return search.SawFull ? SearchPhase.BackOff : SearchPhase.LookUp;
        }

        if (search.IsRoot && search.IsOutdated)
        {
            // Since this lookup the source that this node followed has died, and peers follow this node: the holders
            // that are left may hang on it.
            search.Holders.RemoveAll(holder => !holder.IsComplete);
            if (search.Holders.Count == 0)
            {
                return SearchPhase.LookUp;
            }
        }

        search.Tried++;
        if (await connector.ConnectToFirstAsync(search, cancellationToken) is not { } peer)
        {
            return SearchPhase.TryHolder;
        }

        var response = await LeadsBackAsync(search, peer, cancellationToken)
            ? PeerRequester.Refused(PeerOutcome.Cycle)
            : await requester.RequestAsync(search, peer, isRelay: false, cancellationToken);
        return await responses.TakeAsync(search, peer, response, cancellationToken);
    }

    /// <summary>True if following <paramref name="peer"/> would close a cycle, as far as can be seen.</summary>
    private async Task<bool> LeadsBackAsync(
        SearchState search,
        PeerCandidate peer,
        CancellationToken cancellationToken
    ) =>
        search.IsRootRound
        && !peer.IsComplete
        && await cycles.LeadsBackAsync(search.Request.Key, peer.Contact, isToLowest: false, cancellationToken);
}
