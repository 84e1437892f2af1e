using Coral.Core.Randomness;
using Coral.Core.Time;
using Coral.Index.Messages;

namespace Coral.Index.Clusters;

/// <summary>Keeps the node in the cluster of each level that suits it best.</summary>
/// <remarks>
/// Every five minutes, give or take a tenth: (1) ask one of the nearest contacts for its nearest; then, level by level,
/// (2) draw and measure members of our own cluster; (3) leave it if half of them are too far; (4) draw members of the
/// clusters that might be better; (5) enter the best that <see cref="MergePolicy"/> allows, look ourselves up there, so
/// that its members learn of us, and announce the size. Each level decides for itself. Owned by the node's loop.
/// </remarks>
/// <param name="levels">The levels above 0; none where clusters are given from outside.</param>
/// <param name="selection">Finds a better cluster, where there is one.</param>
/// <param name="switcher">Enters the cluster that was chosen.</param>
/// <param name="random">Spreads the evaluations of the nodes over time.</param>
internal sealed class ClusterMaintenance(
    IReadOnlyList<ClusterMembership> levels,
    ClusterSelection selection,
    ClusterSwitcher switcher,
    ClusterOptions options,
    MonotonicClock clock,
    Random random
)
{
    /// <summary>Evaluates until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (levels.Count == 0)
        {
            return;
        }

        try
        {
            await DelayAsync(Jitter.Apply(options.Evaluation / 8, 0.5, random), cancellationToken);
            while (true)
            {
                await EvaluateAsync(cancellationToken);
                var period = options.Evaluation / (levels.Any(level => level.IsAlone) ? 4 : 1);
                await DelayAsync(Jitter.Apply(period, 0.1, random), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; no resource is left open.
        }
    }

    /// <summary>Evaluates every level once.</summary>
    public async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        await selection.QueryNearestAsync();
        foreach (var level in levels)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await EvaluateAsync(level, cancellationToken);
        }
    }

    private async Task EvaluateAsync(ClusterMembership level, CancellationToken cancellationToken)
    {
        level.Trim();
        await selection.SampleOwnAsync(level);
        if (
            level.Tally(level.Own.Id) is { Probed: >= 1 } tally
            && IsConclusive(tally, level)
            && SplitPolicy.MustLeave(tally)
        )
        {
            switcher.Leave(level);
        }

        var whole = await selection.SampleCandidatesAsync(level);
        if (await selection.ChooseAsync(level, whole) is { } choice)
        {
            await switcher.EnterAsync(level, choice, cancellationToken);
        }

        switcher.AnnounceSize(level);
    }

    /// <summary>True if enough members were measured to leave: a third of what a switch takes.</summary>
    private static bool IsConclusive(ClusterTally tally, ClusterMembership level) =>
        3 * tally.Probed >= JoinPolicy.EnoughProbed || JoinPolicy.IsEnough(tally, level.OwnSize() - 1);

    private Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time, clock.Provider, cancellationToken);
}
