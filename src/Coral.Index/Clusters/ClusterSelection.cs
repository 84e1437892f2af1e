using System.Runtime.InteropServices;
using Coral.Core.Identity;
using Coral.Core.Time;
using Coral.Index.Events;
using Coral.Index.Routing;

namespace Coral.Index.Clusters;

/// <summary>Samples the clusters that the node could be in, and finds the best of them.</summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="peers">The tables that hold this node's contacts and clusters.</param>
/// <param name="prober">Asks and measures members.</param>
/// <param name="clock">Tells the age of clusters.</param>
/// <param name="random">Draws the points that members are sampled at.</param>
internal sealed class ClusterSelection(PeerTable peers, ClusterProber prober, MonotonicClock clock, Random random)
{
    /// <summary>
    /// Draws at one level in one evaluation: while the cluster is still unmeasured, and once it has been measured.
    /// </summary>
    public const int DrawsToJoin = 12,
        DrawsToKeep = 3;

    private const int NearContacts = 8;

    /// <summary>The wall clock, as clusters announce their age by it.</summary>
    private TimeSpan SinceEpoch => clock.Provider.GetUtcNow() - DateTimeOffset.UnixEpoch;

    /// <summary>Asks one of the contacts nearest to us for its nearest.</summary>
    public async Task QueryNearestAsync()
    {
        var nearest = peers.NearestByRoundTrip(NearContacts).ToList();
        if (nearest.Count > 0)
        {
            await prober.QueryNearestAsync(nearest[random.Next(nearest.Count)].Contact);
        }
    }

    /// <summary>Draws members of our own cluster until enough are measured to judge it.</summary>
    public async Task SampleOwnAsync(ClusterMembership level)
    {
        for (var draws = 0; draws < DrawsToKeep && !level.IsAlone; draws++)
        {
            if (draws > 0 && JoinPolicy.IsEnough(level.Tally(level.Own.Id), level.OwnSize() - 1))
            {
                return;
            }

            await prober.SampleAsync(level, level.Own.Id, level.AnyMember(random));
        }
    }

    /// <summary>
    /// Draws members of the most promising cluster, again and again, until every candidate can be judged.
    /// </summary>
    /// <returns>
    /// The clusters of which two draws in a row brought no new member (a single such draw may be chance). They have
    /// fewer members than they announce, since dead nodes stay in the announced figure for long.
    /// </returns>
    public async Task<HashSet<Identifier>> SampleCandidatesAsync(ClusterMembership level)
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
                .Where(c => c.Offer.Worth > 0 && MergePolicy.Decide(own, c.Offer, SinceEpoch) != MergeOutcome.Stay)
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

    /// <summary>Finds the best cluster to enter.</summary>
    /// <param name="level">The level at which a cluster is sought, and our place there.</param>
    /// <param name="whole">The clusters of which all members are known.</param>
    /// <returns><see langword="null"/> to stay.</returns>
    public async Task<ClusterChoice?> ChooseAsync(ClusterMembership level, HashSet<Identifier> whole)
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
            var outcome = MergePolicy.Decide(own, offer, SinceEpoch);
            if (outcome == MergeOutcome.Switch)
            {
                return new ClusterChoice(candidate, ClusterSwitchReason.Larger);
            }

            if (outcome == MergeOutcome.AskMembers && await IsConfirmedAsync(level, candidate.Id))
            {
                return new ClusterChoice(candidate, ClusterSwitchReason.Merged);
            }
        }

        return null;
    }

    private async Task<bool> IsConfirmedAsync(ClusterMembership level, Identifier cluster)
    {
        var members = level.Members().OrderBy(_ => random.Next()).Take(MergePolicy.MembersQueried).ToList();
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
}
