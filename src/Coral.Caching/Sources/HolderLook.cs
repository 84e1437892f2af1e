using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>Looks into the index, claiming in the same walk, and says whom to ask of those that it names.</summary>
/// <remarks>
/// A node that is followed, and has given its own source up, is the root of a tree. Whoever is found near it has often
/// come by the same root, or by it: were each root to follow what it finds nearby, the trees would close to several
/// circles, each of which costs the origin a fetch. So above level 0 such a node takes complete copies alone, and at
/// level 0 the first that the index names: there all of them meet, and one of them is first. One user at a time.
/// </remarks>
internal sealed class HolderLook(FetchTools tools, CooperativeFetch fetch)
{
    private readonly HashSet<NodeId> _retried = [];

    /// <summary>What a look comes to.</summary>
    /// <param name="Walk">What the index said.</param>
    /// <param name="Holders">Whom to ask.</param>
    /// <param name="IsNew">
    /// Whether somebody was given up by this look alone, so that another one may find more.
    /// </param>
    /// <param name="IsRoot">Whether this node is the root of a tree: they are to be asked in this order.</param>
    internal readonly record struct Look(
        GetOrPutResult Walk,
        IReadOnlyList<Candidate> Holders,
        bool IsNew,
        bool IsRoot
    );

    /// <summary>Looks under <paramref name="key"/>.</summary>
    public async Task<Look> RunAsync(Key key, Lease lease, CancellationToken cancellationToken)
    {
        var isRoot = fetch.IsRoot;
        var walk = await WalkAsync(key, lease, LevelRange.All, cancellationToken);
        var holders = Read(walk, isRoot && walk.Level != ClusterLevel.Global, out var isNew);
        if (isRoot && walk is { Outcome: GetOrPutOutcome.Found, Level: not ClusterLevel.Global } && holders.Count == 0)
        {
            walk = await WalkAsync(key, lease, LevelRange.Only(ClusterLevel.Global), cancellationToken);
            holders = Read(walk, isWhole: false, out isNew);
        }

        return new Look(walk, holders, isNew, isRoot);
    }

    private async Task<GetOrPutResult> WalkAsync(
        Key key,
        Lease lease,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        GetOrPutResult walk;
        try
        {
            walk = await tools.Index.GetOrPutAsync(key, lease, fetch.Excluded.Told, levels, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The index has stopped.
            walk = new GetOrPutResult(GetOrPutOutcome.Undecided, [], ClusterLevel.Global, default);
        }

        tools.Metrics.Walked(walk.Outcome);
        return walk;
    }

    /// <summary>Whom to ask of those that the walk found.</summary>
    /// <param name="walk">What it found.</param>
    /// <param name="isWhole">Whether only those that have the whole; and whom we followed before.</param>
    /// <param name="isNew">As <see cref="Look.IsNew"/>.</param>
    private List<Candidate> Read(GetOrPutResult walk, bool isWhole, out bool isNew)
    {
        isNew = false;
        var candidates = new List<Candidate>();
        foreach (var value in walk.Values)
        {
            var owner = value.Owner;
            if (owner == tools.Self)
            {
                continue;
            }

            var isBack = false;
            if (fetch.Excluded.Contains(owner))
            {
                if (!value.IsAlive)
                {
                    // The index was not told of it, among so many.
                    fetch.Excluded.TellAgain(owner);
                    isNew = true;
                    continue;
                }

                // Others reach it: perhaps we do now.
                if (!fetch.Excluded.MayBeBack(owner) || !_retried.Add(owner))
                {
                    continue;
                }

                fetch.Excluded.Remove(owner);
                isBack = true;
            }

            if (Candidate.TryRead(value, walk.Level) is not { } candidate)
            {
                fetch.Excluded.Add(owner, DropReason.BadAnswer);
                isNew = true;
            }
            else if (tools.Reputation.IsShunned(owner))
            {
                fetch.Excluded.Add(owner, DropReason.Refuted);
                isNew = true;
            }
            else if (!isWhole || candidate.IsComplete || isBack)
            {
                candidates.Add(candidate);
            }
        }

        return candidates;
    }
}
