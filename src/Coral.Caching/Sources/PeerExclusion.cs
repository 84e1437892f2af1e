using Coral.Caching.Events;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;

namespace Coral.Caching.Sources;

/// <summary>Gives peers up: for one search, and in the memory of the cache.</summary>
internal sealed class PeerExclusion(PeerReputation reputation, ICacheEvents events)
{
    /// <summary>Gives <paramref name="peer"/> up, and remembers the reason.</summary>
    public void Exclude(SearchState search, PeerCandidate peer, PeerOutcome reason)
    {
        search.Excluded.Add(peer.Contact.Id, reason);
        reputation.Dropped(peer.Contact.Id, reason);
        events.PeerDropped(search.Request.Key, peer.Contact, reason);
    }

    /// <summary>Gives up one of two holders that contradict each other, until the origin has spoken.</summary>
    public void Dispute(SearchState search, PeerCandidate peer, ContentDigests digests)
    {
        search.Disputed.Add((peer, digests));
        Exclude(search, peer, PeerOutcome.Disputed);
        search.Following.Unfollow();
    }

    /// <summary>
    /// Resolves disputes by the digests of the origin's body: a holder that claimed others is refuted.
    /// </summary>
    public void ResolveDisputes(SearchState search, ContentDigests digests)
    {
        foreach (var (peer, claimed) in search.Disputed)
        {
            if (!claimed.Root.Span.SequenceEqual(digests.Root.Span))
            {
                Exclude(search, peer, PeerOutcome.Refuted);
            }
        }
    }

    /// <summary>The whole has come from <paramref name="peer"/>, and is right.</summary>
    public void Succeeded(PeerCandidate peer) => reputation.Succeeded(peer.Contact.Id);
}
