using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Queries;

namespace Coral.Dns.Resolvers;

/// <summary>Background work that finds out how near a resolver is, and which nodes are near it.</summary>
/// <remarks>
/// Hints (<see cref="HintStore"/>) are kept for five minutes; the nodes that they name are checked before they are
/// named in an answer, and again every few seconds while there are queries. This node leaves a hint about a network
/// that it measured as near itself, once an hour, where the address was validated and too few nearer nodes have left
/// one. Probes go out only where the operator wants them, only to validated addresses, and only where the distance of
/// the network is unknown, or it is far and no node near it is known. No answer waits for any of this, and
/// <see cref="DiscoveryBudget"/> bounds it. Safe from any thread.
/// </remarks>
internal sealed class ResolverDiscovery(
    HintStore store,
    HintChecker checker,
    IResolverProbe probe,
    DnsOptions options,
    MonotonicClock clock,
    IDnsEvents events
) : IDisposable
{
    /// <summary>The time for which hints are kept before they are looked up again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two probes of one network.</summary>
    public static readonly TimeSpan ProbePeriod = TimeSpan.FromMinutes(10);

    /// <summary>Most lookups and probes at the same time.</summary>
    public const int MaxAtOnce = 16;

    /// <summary>Most lookups and probes a second.</summary>
    public const int MaxPerSecond = 20;

    /// <summary>Most nodes kept for one network.</summary>
    public const int MaxNodes = 8;

    /// <summary>
    /// The number of nearer nodes with hints at which another hint is useless, as the index keeps no more.
    /// </summary>
    private const int Enough = 4;

    private static readonly TimeSpan HintPeriod = 0.8 * HintStore.Lifetime;
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _isPublic = checker.IsSelfPublic;
    private readonly DiscoveryBudget _budget = new(MaxAtOnce, MaxPerSecond);

    /// <summary>Ends the work that is under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>
    /// True if hints about a network make sense: a private network is a different one for each node, unless this node
    /// is in a private network too.
    /// </summary>
    public bool CanUseHints(ResolverEntry entry) => entry.IsPublic || !_isPublic;

    /// <summary>Looks up hints about a network, checks the hinted nodes, or leaves a hint, where one is due.</summary>
    public void Consider(ResolverEntry entry, ClusterSnapshot snapshot, TimeSpan now)
    {
        if (!CanUseHints(entry))
        {
            return;
        }

        if (entry.HintedNodes is not { } known || now - known.FoundAt > Lifetime)
        {
            Begin(entry, LookUpAsync);
        }
        else if (known.Hints.Count > 0 && now - known.CheckedAt > options.MaxSilence / 3)
        {
            Begin(entry, CheckAsync);
        }
        else if (
            entry.ValidatedRoundTrip is { } roundTrip
            && snapshot.LevelOf(roundTrip) == ClusterLevel.Near
            && entry.IsHintDue(now, HintPeriod)
        )
        {
            Begin(entry, LeaveHintAsync);
        }
    }

    /// <summary>Probes a resolver if that is wanted, allowed and due.</summary>
    public void ConsiderProbe(
        ResolverEntry entry,
        ClusterSnapshot snapshot,
        NodeAddress resolver,
        bool isAddressValidated,
        TimeSpan now
    )
    {
        if (options.Probe && isAddressValidated && IsLost(entry, snapshot) && entry.IsProbeDue(now, ProbePeriod))
        {
            BeginProbe(entry, resolver);
        }
    }

    /// <summary>Checks the liveness of the nodes near a network for a query that waits.</summary>
    public async Task RefreshAsync(ResolverEntry entry, CancellationToken cancellationToken)
    {
        if (entry.HintedNodes is { Hints.Count: > 0 } known)
        {
            var now = entry.HintedNodes = await checker.CheckAsync(known, cancellationToken);
            if (now.Nodes.Length < now.Hints.Count)
            {
                Begin(entry, again => RetryAsync(again, now));
            }
        }
    }

    /// <summary>True if the network's distance is unknown, or it is far and no node near it is known.</summary>
    private static bool IsLost(ResolverEntry entry, ClusterSnapshot snapshot) =>
        entry.RoundTrip is not { } roundTrip
        || (snapshot.LevelOf(roundTrip) < ClusterLevel.Near && entry.HintedNodes is { Nodes.Length: 0 });

    /// <summary>A method of its own, so that a query without a probe allocates no closure.</summary>
    private void BeginProbe(ResolverEntry entry, NodeAddress resolver) =>
        Begin(entry, known => ProbeAsync(known, resolver));

    private void Begin(ResolverEntry entry, Func<ResolverEntry, Task> work)
    {
        if (!entry.TryClaim())
        {
            return;
        }

        if (!_budget.TryTake(clock.Now))
        {
            entry.Release();
            return;
        }

        _ = RunAsync(entry, work);
    }

    private async Task RunAsync(ResolverEntry entry, Func<ResolverEntry, Task> work)
    {
        try
        {
            await work(entry);
        }
        catch (OperationCanceledException)
        {
            // The server is being stopped.
        }
        finally
        {
            _budget.Release();
            entry.Release();
        }
    }

    private async Task LookUpAsync(ResolverEntry entry)
    {
        var hints = await store.FindAsync(entry.Network, entry.Routers, MaxNodes, _stop.Token);
        var known = entry.HintedNodes = await checker.BeginAsync(hints, MaxNodes, _stop.Token);
        events.HintsFound(entry.Network, known.Hints.Count, known.Nodes.Length);
        await RetryAsync(entry, known);
    }

    private async Task CheckAsync(ResolverEntry entry)
    {
        if (entry.HintedNodes is { } known)
        {
            var now = entry.HintedNodes = await checker.CheckAsync(known, _stop.Token);
            await RetryAsync(entry, now);
        }
    }

    private async Task RetryAsync(ResolverEntry entry, HintedNodes known)
    {
        if (await checker.RetryAsync(known, _stop.Token) is { } better && entry.HintedNodes == known)
        {
            entry.HintedNodes = better;
            events.HintsFound(entry.Network, better.Hints.Count, better.Nodes.Length);
        }
    }

    private async Task LeaveHintAsync(ResolverEntry entry)
    {
        // Another thread may have left the hint since it was found due; the same holds for probes.
        if (
            entry.TryClaimHint(clock.Now, HintPeriod)
            && entry is { ValidatedRoundTrip: { } roundTrip, HintedNodes.RoundTrips: { } others }
            && others.Count(other => other <= roundTrip) < Enough
        )
        {
            await store.LeaveAsync(entry.Network, roundTrip, _stop.Token);
            events.HintLeft(entry.Network, roundTrip);
        }
    }

    private async Task ProbeAsync(ResolverEntry entry, NodeAddress resolver)
    {
        if (!entry.TryClaimProbe(clock.Now, ProbePeriod))
        {
            return;
        }

        var report = await probe.ProbeAsync(resolver, _stop.Token);
        events.ResolverProbed(resolver, report?.RoundTrip, report?.LastRouters.Count ?? 0);
        if (report is null)
        {
            return;
        }

        if (entry.AddSample(report.RoundTrip, RoundTripSource.Probe, isAddressValidated: true, clock.Now))
        {
            events.RoundTripLearnt(entry.Network, report.RoundTrip, RoundTripSource.Probe);
        }

        if (report.LastRouters.Count > 0 && CanUseHints(entry))
        {
            entry.Routers = report.LastRouters;
            await LookUpAsync(entry);
        }
    }
}
