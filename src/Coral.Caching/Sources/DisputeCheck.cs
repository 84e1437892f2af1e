using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>Finds out whether holders of complete copies contradict each other.</summary>
internal sealed class DisputeCheck(
    HolderConnector connector,
    PeerRequester requester,
    PeerExclusion peers,
    Func<NodeContact> self,
    TimeProvider clock
)
{
    /// <summary>
    /// A conflict of digests with another holder under the same strong validator: then one of the two lies, and the
    /// origin has to say which. Both are then given up.
    /// </summary>
    public async Task<bool> IsDisputedAsync(
        SearchState search,
        PeerCandidate peer,
        PeerResponse<IOriginBody> response,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (
            search.Resumption is not null
            || response.Digests is not { } digests
            || Validator.Strong(response.Head!, now) is not { } validator
            || search.Holders.Find(other => other.Contradicts(digests)) is not { } other
            || await connector.ConnectAsync(other, cancellationToken) is false
        )
        {
            return false;
        }

        var second = await requester.RequestAsync(search, other, isRelay: false, cancellationToken);
        search.Following.TryFollow(peer.Contact, self().Id, CountedBody.OfPeer(response.Body)!.Sender!.Stop);
        if (second.Outcome != PeerOutcome.Answered)
        {
            return false;
        }

        await second.Body!.DisposeAsync();
        if (second.Digests is null || Validator.Strong(second.Head!, now) != validator)
        {
            return false;
        }

        await response.Body!.DisposeAsync();
        peers.Dispute(search, peer, digests);
        peers.Dispute(search, other, second.Digests);
        return true;
    }
}
