using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>The step that looks up the holders in the index, and takes the lease in the same lookup.</summary>
/// <remarks>
/// A node that others follow, and that has given up its own source, is the root of a tree of followers. The holders
/// that it finds nearby often belong to that tree, or to that of another such root. If each root followed a nearby
/// holder, the trees would close into several cycles, and breaking each costs the origin a fetch. So above level 0 a
/// root takes complete copies only, and at level 0 the first holder that the index names: there all roots see the same
/// list, and one of them is first in it.
/// </remarks>
internal sealed class LookupStep(
    IContentIndex index,
    Func<NodeContact> self,
    PeerReputation reputation,
    HolderOrder order,
    CooperationOptions options,
    ICacheEvents events
)
{
    /// <summary>Looks up, unless the search has used up its rounds.</summary>
    public async Task<SearchPhase> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        if (search.Request.IsHead)
        {
            return await LookUpForHeadAsync(search, cancellationToken);
        }

        if (search.Round == options.Rounds)
        {
            events.SearchGaveUp(search.Request.Key);
            return SearchPhase.LeaveLease;
        }

        search.Round++;
        var isRoot = search.IsRoot;
        var found = await LookUpAsync(search, LevelRange.All, cancellationToken);
        var holders = Read(search, found, isRoot && found.Level != ClusterLevel.Global, out var isNew);
        if (isRoot && found is { Outcome: GetOrPutOutcome.Found, Level: not ClusterLevel.Global } && holders.Count == 0)
        {
            found = await LookUpAsync(search, LevelRange.Only(ClusterLevel.Global), cancellationToken);
            holders = Read(search, found, completeOnly: false, out isNew);
        }

        search.Found = found.Values;
        if (found.Outcome != GetOrPutOutcome.Found)
        {
            return SearchPhase.Origin;
        }

        if (holders.Count == 0)
        {
            return isNew ? SearchPhase.LookUp : SearchPhase.Relay;
        }

        search.BeginRound(self().Id, isRoot);
        order.Add(search, holders);
        return SearchPhase.TryHolder;
    }

    /// <summary>Looks up without taking a lease: a node that fetches a header alone cannot serve others.</summary>
    private async Task<SearchPhase> LookUpForHeadAsync(SearchState search, CancellationToken cancellationToken)
    {
        var found = await index.GetAsync(search.Key, LevelRange.All, cancellationToken);
        search.BeginRound(self().Id, isRoot: false);
        var others = found.Values.Where(value => value.Owner != self().Id && !reputation.IsShunned(value.Owner));
        search.Holders.AddRange(
            others.Select(value => PeerCandidate.TryRead(value, found.Level)).OfType<PeerCandidate>()
        );
        return SearchPhase.TryHead;
    }

    private async Task<GetOrPutResult> LookUpAsync(
        SearchState search,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        GetOrPutResult found;
        try
        {
            var lease = search.Leases.For(search.Key);
            found = await index.GetOrPutAsync(search.Key, lease, search.Excluded.Reported, levels, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The index has stopped.
            found = new GetOrPutResult(GetOrPutOutcome.Undecided, [], ClusterLevel.Global, default);
        }

        events.LookedUp(search.Request.Key, found.Outcome);
        return found;
    }

    /// <summary>The holders to try, of those that were found.</summary>
    /// <param name="search">The search, whose exclusions change.</param>
    /// <param name="found">The holders that the index found, and the level of the lookup.</param>
    /// <param name="completeOnly">
    /// <see langword="true"/> to take only complete copies, and peers that are tried once more.
    /// </param>
    /// <param name="isNew">
    /// <see langword="true"/> when this lookup has excluded a holder, so that another lookup may find more.
    /// </param>
    private List<PeerCandidate> Read(SearchState search, GetOrPutResult found, bool completeOnly, out bool isNew)
    {
        isNew = false;
        var holders = new List<PeerCandidate>();
        foreach (var value in found.Values)
        {
            var owner = value.Owner;
            if (owner == self().Id)
            {
                continue;
            }

            var isBack = false;
            if (search.Excluded.Contains(owner))
            {
                if (!value.IsAlive)
                {
                    // A lookup reports only so many excluded peers to the index, and this one was not among them.
                    search.Excluded.ReportAgain(owner);
                    isNew = true;
                    continue;
                }

                // Others reach it: perhaps this node does now.
                if (!search.Excluded.MayBeBack(owner) || !search.Retried.Add(owner))
                {
                    continue;
                }

                search.Excluded.Remove(owner);
                isBack = true;
            }

            if (PeerCandidate.TryRead(value, found.Level) is not { } holder)
            {
                search.Excluded.Add(owner, PeerOutcome.Untrusted);
                isNew = true;
            }
            else if (reputation.IsShunned(owner))
            {
                search.Excluded.Add(owner, PeerOutcome.Refuted);
                isNew = true;
            }
            else if (!completeOnly || holder.IsComplete || isBack)
            {
                holders.Add(holder);
            }
        }

        return holders;
    }
}
