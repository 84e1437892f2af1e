using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>The order in which holders are tried.</summary>
/// <remarks>
/// Complete copies first, doubtful peers last, the rest at random; those that a full holder names come next, which is
/// how trees form. The root of a tree keeps the order of the index.
/// </remarks>
internal sealed class HolderOrder(PeerReputation reputation, SynchronizedRandom random)
{
    /// <summary>Puts holders before those that are left.</summary>
    public void Add(SearchState search, IReadOnlyList<PeerCandidate> holders)
    {
        var fresh = holders
            .Where(holder => !search.Excluded.Contains(holder.Contact.Id) && search.Seen.Add(holder.Contact.Id))
            .ToArray();
        if (!search.IsRootRound)
        {
            random.Shuffle<PeerCandidate>(fresh);
        }

        search.Holders.InsertRange(0, fresh.OrderBy(Rank));
    }

    /// <summary>Puts those before the rest that a full holder names: they receive the object from it.</summary>
    public void AddReceivers(SearchState search, PeerCandidate full, IReadOnlyList<NodeContact> receivers) =>
        Add(search, [.. receivers.Where(IsEligible).Select(contact => new PeerCandidate(contact, null, full.Level))]);

    private int Rank(PeerCandidate peer) =>
        reputation.IsDoubtful(peer.Contact.Id) ? 2
        : peer.IsComplete ? 0
        : 1;

    private bool IsEligible(NodeContact contact) =>
        contact.Ports.Offer(NodeServices.Peer) && !reputation.IsShunned(contact.Id);
}
