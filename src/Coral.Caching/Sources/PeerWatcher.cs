using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>Sets a watch over each peer that something is awaited from.</summary>
internal sealed class PeerWatcher(
    CycleDetector cycles,
    IContentIndex index,
    Func<NodeContact> self,
    PeerReputation reputation,
    CooperationOptions options,
    TimeProvider clock
)
{
    /// <summary>Begins to watch <paramref name="peer"/>.</summary>
    public PeerWatch Watch(SearchState search, PeerCandidate peer) => new(this, search, peer, options, clock);

    /// <summary>True if the peer follows this node in turn, and this node is to break the cycle.</summary>
    public Task<bool> IsCycleAsync(SearchState search, PeerCandidate peer, CancellationToken cancellationToken) =>
        cycles.LeadsBackAsync(search.Request.Key, peer.Contact, isToLowest: true, cancellationToken);

    /// <summary>True if the index knows a complete copy to change to. HEAD never changes.</summary>
    public async Task<bool> IsBetterKnownAsync(SearchState search, Key key, CancellationToken cancellationToken)
    {
        var found = await index.GetAsync(key, LevelRange.All, cancellationToken);
        return !search.Request.IsHead && found.Values.Any(value => IsBetter(search, value));
    }

    private bool IsBetter(SearchState search, IndexValue value) =>
        value.Owner != self().Id
        && value.Owner != search.Following.Source?.Id
        && !search.Excluded.Contains(value.Owner)
        && !reputation.IsShunned(value.Owner)
        && PeerCandidate.TryRead(value, ClusterLevel.Global)?.IsComplete == true;
}
