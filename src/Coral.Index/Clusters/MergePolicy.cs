using Coral.Index.Messages;

namespace Coral.Index.Clusters;

/// <summary>The rule for giving our cluster up for another acceptable one.</summary>
internal static class MergePolicy
{
    /// <summary>Number of members of our cluster that are asked how near the other cluster is to them.</summary>
    public const int MembersQueried = 6;

    /// <summary>Two clusters within this factor are of similar size.</summary>
    private const int NearSize = 2;

    /// <summary>Weighs <paramref name="other"/> against <paramref name="own"/>.</summary>
    /// <param name="own">The cluster that we are in.</param>
    /// <param name="other">Another cluster, which <see cref="JoinPolicy"/> accepts.</param>
    /// <param name="now">The wall clock, as time since 1970: it decides the odd hours.</param>
    /// <remarks>
    /// Worth at least twice as much (in odd hours of <see cref="SquareWave"/> four times): switch. Worth more than half
    /// of ours: the lower id wins, so that two clusters of one place do not chase each other. The odd hours do not
    /// widen what counts as similar: members of a large cluster would leave it one by one for a much smaller one.
    /// </remarks>
    public static MergeOutcome Decide(ClusterOffer own, ClusterOffer other, TimeSpan now)
    {
        if (own.Worth <= 0)
        {
            // A node alone in its cluster loses nothing by moving. But two such nodes would swap clusters: the lower id
            // stays.
            return other.Worth > 1 || other.Id < own.Id ? MergeOutcome.Switch : MergeOutcome.Stay;
        }

        var younger = own.Created > other.Created ? own.Created : other.Created;
        var factor = Math.Max(NearSize, 1 << SquareWave.At(now - younger));

        // This node itself counts on both sides.
        var (ours, theirs) = (own.Worth + 1, other.Worth + 1);
        return theirs >= factor * ours ? MergeOutcome.Switch
            : theirs * NearSize > ours && other.Id < own.Id ? MergeOutcome.AskMembers
            : MergeOutcome.Stay;
    }

    /// <summary>
    /// True if our members confirm a merger: at least 80 % of the pairs across are within the diameter.
    /// </summary>
    /// <param name="opinions">
    /// One for each member asked: how many of the other cluster it has measured. A member that has measured none has
    /// no member of that cluster near, and counts as far from all of it.
    /// </param>
    public static bool IsConfirmed(ReadOnlySpan<ClusterTally> opinions)
    {
        var sum = 0.0;
        foreach (var opinion in opinions)
        {
            sum += opinion.Probed == 0 ? 0 : opinion.Share;
        }

        return opinions.Length > 0 && sum >= JoinPolicy.AcceptableShare * opinions.Length;
    }
}
