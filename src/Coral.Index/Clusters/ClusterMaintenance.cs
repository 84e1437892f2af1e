using System.Runtime.InteropServices;
using Coral.Core.Identity;
using Coral.Index.Routing;

namespace Coral.Index.Clusters;

/// <summary>Keeps the node in the cluster of each level that suits it best.</summary>
/// <remarks>
/// Every five minutes, give or take a tenth: (1) ask one of the nearest contacts for its nearest; then, level by level,
/// (2) draw and measure members of our own cluster; (3) leave it if half of them are too far; (4) draw members of the
/// clusters that might be better; (5) go to the best that <see cref="MergePolicy"/> lets us go to; (6) look ourselves
/// up
/// there, so that its members learn of us, and announce the size. Each level decides for itself. Owned by the node's
/// loop.
/// </remarks>
internal sealed class ClusterMaintenance(
    IReadOnlyList<ClusterMembership> levels,
    ClusterProber prober,
    ClusterOpinions witness,
    PeerTable peers,
    ClusterTools tools
)
{
    /// <summary>Draws a level in one evaluation: to get to know a cluster, and once settled.</summary>
    public const int DrawsToJoin = 12,
        DrawsToKeep = 3;

    private const int NearContacts = 8;

    /// <summary>Evaluates until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (levels.Count == 0)
        {
            return;
        }

        try
        {
            await DelayAsync(tools.Options.Evaluation / 8 * (0.5 + tools.Random.NextDouble()), cancellationToken);
            while (true)
            {
                await EvaluateAsync(cancellationToken);
                var scatter = 0.9 + (0.2 * tools.Random.NextDouble());
                var period = tools.Options.Evaluation / (levels.Any(level => level.IsAlone) ? 4 : 1);
                await DelayAsync(period * scatter, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: nothing is left open.
        }
    }

    /// <summary>Looks at every level once.</summary>
    public async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        var nearest = witness.Nearest(NearContacts).ToList();
        if (nearest.Count > 0)
        {
            await prober.QueryNearestAsync(nearest[tools.Random.Next(nearest.Count)].Contact);
        }

        foreach (var level in levels)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await EvaluateAsync(level, cancellationToken);
        }
    }

    private async Task EvaluateAsync(ClusterMembership level, CancellationToken cancellationToken)
    {
        level.Trim();
        await DrawOwnAsync(level);
        if (
            level.Tally(level.Own.Id) is { Probed: >= 1 } tally
            && IsTelling(tally, level)
            && SplitPolicy.MustLeave(tally)
        )
        {
            Enter(level, ClusterFounding.Found(tools.Tokens, tools.Clock.Provider));
        }

        var whole = await DrawCandidatesAsync(level);
        if (await ChooseAsync(level, whole) is { } chosen)
        {
            Enter(level, new ClusterInfo(chosen.Id, (uint)chosen.Created.TotalSeconds, (uint)chosen.Size + 1));
            await tools.EnterAsync(level.Level, cancellationToken);
        }

        var size = SizeEstimate.Announce(level.Own.Size, (int)Math.Round(level.OwnSize()));
        if (size != level.Own.Size)
        {
            Enter(level, level.Own with { Size = size });
        }
    }

    private void Enter(ClusterMembership level, ClusterInfo info) => peers.Move(peers.Clusters.With(level.Level, info));

    /// <summary>Whether enough members were measured to leave: a third of what a switch takes.</summary>
    private static bool IsTelling(ClusterTally tally, ClusterMembership level) =>
        3 * tally.Probed >= JoinPolicy.EnoughProbed || JoinPolicy.IsEnough(tally, level.OwnSize() - 1);

    private async Task DrawOwnAsync(ClusterMembership level)
    {
        for (var draws = 0; draws < DrawsToKeep && !level.IsAlone; draws++)
        {
            if (draws > 0 && JoinPolicy.IsEnough(level.Tally(level.Own.Id), level.OwnSize() - 1))
            {
                return;
            }

            await prober.SampleAsync(level, level.Own.Id, level.AnyMember(tools.Random));
        }
    }

    /// <summary>Draws from the cluster with the best prospects, again and again, until each could be judged.</summary>
    /// <returns>
    /// Those of which two draws brought nobody new: one may by chance. They have fewer members than they say, since who
    /// died is counted for long.
    /// </returns>
    private async Task<HashSet<Identifier>> DrawCandidatesAsync(ClusterMembership level)
    {
        var (failed, vain, whole) = (new HashSet<Identifier>(), new HashSet<Identifier>(), new HashSet<Identifier>());
        var own = OwnOffer(level);
        for (var draws = own.Worth > 0 ? DrawsToKeep : DrawsToJoin; draws > 0; draws--)
        {
            var best = level
                .Candidates()
                .Where(c => !failed.Contains(c.Id) && !whole.Contains(c.Id))
                .Where(c => !JoinPolicy.IsEnough(level.Tally(c.Id), c.Size))
                .Select(c => (Candidate: c, Offer: Offer(c, ClusterWorth.AtBest(c.Size, level.Tally(c.Id)))))
                .Where(c =>
                    c.Offer.Worth > 0 && MergePolicy.Decide(own, c.Offer, tools.SinceEpoch) != MergeOutcome.Stay
                )
                .OrderByDescending(c => c.Offer.Worth)
                .ThenBy(c => c.Candidate.Id)
                .Select(c => c.Candidate)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            var known = level.Tally(best.Id).Probed;
            if (!await prober.SampleAsync(level, best.Id, best.Entry))
            {
                failed.Add(best.Id);
            }
            else if (level.Tally(best.Id).Probed == known && !vain.Add(best.Id))
            {
                whole.Add(best.Id);
            }
        }

        return whole;
    }

    /// <summary>The best cluster to go to, or <see langword="null"/> to stay.</summary>
    private async Task<ClusterCandidate?> ChooseAsync(ClusterMembership level, HashSet<Identifier> whole)
    {
        var own = OwnOffer(level);
        var acceptable = level
            .Candidates()
            .Select(c => (Candidate: c, Tally: level.Tally(c.Id)))
            .Where(c => JoinPolicy.IsAcceptable(c.Tally))
            .Where(c => whole.Contains(c.Candidate.Id) || JoinPolicy.IsEnough(c.Tally, c.Candidate.Size))
            .Select(c => (c.Candidate, Offer: Offer(c.Candidate, ClusterWorth.Of(c.Candidate.Size, c.Tally.Share))))
            .OrderByDescending(c => c.Offer.Worth)
            .ThenBy(c => c.Candidate.Id);
        foreach (var (candidate, offer) in acceptable)
        {
            var verdict = MergePolicy.Decide(own, offer, tools.SinceEpoch);
            if (
                verdict == MergeOutcome.Switch
                || (verdict == MergeOutcome.AskMembers && await IsConfirmedAsync(level, candidate.Id))
            )
            {
                return candidate;
            }
        }

        return null;
    }

    private async Task<bool> IsConfirmedAsync(ClusterMembership level, Identifier cluster)
    {
        var members = level.Members().OrderBy(_ => tools.Random.Next()).Take(MergePolicy.MembersAsked).ToList();
        var opinions = await prober.AskMembersAsync(level.Level, members, cluster);
        return MergePolicy.IsConfirmed(CollectionsMarshal.AsSpan(opinions));
    }

    private static ClusterOffer OwnOffer(ClusterMembership level) =>
        new(
            level.Own.Id,
            TimeSpan.FromSeconds(level.Own.CreatedSeconds),
            level.IsAlone ? 0 : ClusterWorth.OfOwn(level.OwnSize() - 1, level.Tally(level.Own.Id))
        );

    private static ClusterOffer Offer(ClusterCandidate candidate, double worth) =>
        new(candidate.Id, candidate.Created, worth);

    private Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time, tools.Clock.Provider, cancellationToken);
}
