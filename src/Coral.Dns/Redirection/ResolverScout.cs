using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>Finds out, behind the answers, how near a resolver is and who is near it.</summary>
/// <remarks>
/// Hints: the nodes in the network's own /24 or /48, as the directory knows them, and those that measured it as near
/// and said in the index how near. They are kept for five minutes, and asked whether they live before they are named.
/// The other way, this node says so of networks that it measured as near itself, once an hour, where the address was
/// proved and too few are known that are nearer. Probes: only where the operator wants them, only towards proved
/// addresses. Nobody waits for any of this, and only so much of it runs at the same time. Safe from any thread.
/// </remarks>
internal sealed class ResolverScout(
    DnsTools tools,
    DnsOptions options,
    NodeWatch watch,
    ServerNaming naming,
    HierarchyNames? hierarchy
) : IDisposable
{
    /// <summary>How long hints are kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Time between two probes of one network, at least.</summary>
    public static readonly TimeSpan ProbePeriod = TimeSpan.FromMinutes(10);

    /// <summary>Look-ups and probes at the same time, at most.</summary>
    public const int MaxAtOnce = 16;

    /// <summary>
    /// Look-ups and probes a second: queries can name any number of networks, and must not load the index.
    /// </summary>
    public const int MaxPerSecond = 20;

    /// <summary>Nodes taken for one network.</summary>
    public const int MaxNodes = 8;

    /// <summary>Where so many nearer nodes have left hints, no more is left: the index keeps no more of them.</summary>
    private const int Enough = 4;

    private static readonly TimeSpan HintLifetime = TimeSpan.FromHours(1);
    private static readonly LevelRange HintLevels = LevelRange.Only(ClusterLevel.Global);
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _isPublic = PublicAddress.Is(tools.Check.Self.Address.ToIPAddress());
    private int _running;
    private long _nextAt = -TimeSpan.TicksPerSecond;

    /// <summary>Ends what runs.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>
    /// Whether hints are of use: a private network means something else to everybody, unless we are in one together.
    /// </summary>
    public bool IsOfUse(ResolverEntry entry) => entry.IsPublic || !_isPublic;

    /// <summary>Looks up hints for a network, and leaves one, where that is due.</summary>
    public void Consider(ResolverEntry entry, Neighbourhood hood, TimeSpan now)
    {
        if (!IsOfUse(entry))
        {
            return;
        }

        if (entry.Nearby is not { } known || now - known.FoundAt > Lifetime)
        {
            Begin(entry, LookUpAsync);
        }
        else if (
            entry is { RoundTrip: { } roundTrip, IsProved: true }
            && hood.LevelOf(roundTrip) == ClusterLevel.Near
            && entry.TryClaimHint(now, 0.8 * HintLifetime)
        )
        {
            Begin(entry, LeaveHintAsync);
        }
    }

    /// <summary>Probes a resolver where that is wanted, allowed and due.</summary>
    public void ConsiderProbe(ResolverEntry entry, NodeAddress resolver, bool isProved, TimeSpan now)
    {
        if (options.Probe && isProved && entry.RoundTrip is null && entry.TryClaimProbe(now, ProbePeriod))
        {
            BeginProbe(entry, resolver);
        }
    }

    /// <summary>Asks again whether the nodes near a network live.</summary>
    public async Task RefreshAsync(ResolverEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Nearby is { Nodes.Length: > 0 } known)
        {
            var hints = known
                .Nodes.Zip(known.RoundTrips, (node, took) => new ResolverHint(node.Contact, took))
                .ToList();
            entry.Nearby = await NearbyAsync(hints, known.FoundAt, cancellationToken);
        }
    }

    /// <summary>Apart from the check, so that a query without a probe makes no closure.</summary>
    private void BeginProbe(ResolverEntry entry, NodeAddress resolver) =>
        Begin(entry, known => ProbeAsync(known, resolver));

    private void Begin(ResolverEntry entry, Func<ResolverEntry, Task> work)
    {
        if (!entry.TryClaim())
        {
            return;
        }

        if (Interlocked.Increment(ref _running) > MaxAtOnce || !TryPass(watch.Now))
        {
            Interlocked.Decrement(ref _running);
            entry.Release();
            return;
        }

        _ = RunAsync(entry, work);
    }

    /// <summary>Up to a second's worth may come at once.</summary>
    private bool TryPass(TimeSpan now)
    {
        const long Cost = TimeSpan.TicksPerSecond / MaxPerSecond;
        var seen = Volatile.Read(ref _nextAt);
        var next = Math.Max(seen, now.Ticks - TimeSpan.TicksPerSecond) + Cost;
        return next <= now.Ticks && Interlocked.CompareExchange(ref _nextAt, next, seen) == seen;
    }

    private async Task RunAsync(ResolverEntry entry, Func<ResolverEntry, Task> work)
    {
        try
        {
            await work(entry);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            entry.Release();
        }
    }

    private async Task LookUpAsync(ResolverEntry entry)
    {
        var network = entry.Network;
        var target = network.Address.ToIPAddress();
        var members = await tools.Directory.NodesAsync(
            ClusterLevel.Global,
            MaxNodes,
            target,
            NodeServices.None,
            _stop.Token
        );
        var found = await tools.Index.GetAsync(network.HintKey, HintLevels, _stop.Token);
        var hints = members
            .Where(member => NetworkPrefix.Of(member.Address) == network)
            .Select(member => new ResolverHint(member, TimeSpan.Zero))
            .Concat(found.Values.Select(value => ResolverHint.TryDecode(value.Bytes.Span)).OfType<ResolverHint>())
            .Where(hint => hint.Contact.Id != tools.Check.Self.Id)
            .OrderBy(hint => hint.RoundTrip)
            .DistinctBy(hint => hint.Contact.Id)
            .Take(MaxNodes)
            .ToList();
        entry.Nearby = await NearbyAsync(hints, watch.Now, _stop.Token);
    }

    private async Task LeaveHintAsync(ResolverEntry entry)
    {
        if (
            entry is { RoundTrip: { } roundTrip, Nearby.RoundTrips: { } others }
            && others.Count(other => other <= roundTrip) < Enough
        )
        {
            var hint = new ResolverHint(tools.Check.Self, roundTrip).Encode();
            await tools.Index.PutAsync(entry.Network.HintKey, hint, HintLifetime, HintLevels, _stop.Token);
        }
    }

    private async Task ProbeAsync(ResolverEntry entry, NodeAddress resolver)
    {
        if (await tools.Probe.ProbeAsync(resolver, _stop.Token) is { } roundTrip)
        {
            entry.Measured(roundTrip, RoundTripSource.Probe, isProved: true, watch.Now);
        }
    }

    /// <summary>Of those that hints name, those that answer now.</summary>
    private async Task<Nearby> NearbyAsync(
        IReadOnlyList<ResolverHint> hints,
        TimeSpan foundAt,
        CancellationToken cancellationToken
    )
    {
        var living = await watch.AskAsync([.. hints.Select(hint => hint.Contact)], cancellationToken);
        var roundTrips = hints.ToDictionary(hint => hint.Contact.Id, hint => hint.RoundTrip);
        return new Nearby(
            living,
            [.. living.Select(node => roundTrips[node.Contact.Id])],
            ServersOf(hierarchy?.Regional, living),
            ServersOf(hierarchy?.Near, living),
            foundAt,
            watch.Now
        );
    }

    private LevelServers? ServersOf(DnsName? zone, WatchedNode[] nodes) =>
        zone is null ? null : naming.Name(zone, nodes, WatchedNode.Own(tools.Check));
}
