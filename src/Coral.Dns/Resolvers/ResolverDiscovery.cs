using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Resolvers;

/// <summary>Finds out, behind the answers, how near a resolver is and who is near it.</summary>
/// <remarks>
/// Hints: the nodes in the network's own /24 or /48, as the directory knows them; those that measured it as near and
/// said in the index how near; and those that say there that they are behind one of the routers on the last hops
/// towards it, where a probe has found such. They are kept for five minutes, and asked whether they live before they
/// are named, and again every few seconds while there are queries. The other way, this node says so of networks that it
/// measured as near itself, once an hour, where the address was proved and too few are known that are nearer. Probes:
/// only where the operator wants them, only towards proved addresses, and only where it is not known how far away the
/// network is, or that it is far and nobody near it. Nobody waits for any of this, and only so much of it runs at the
/// same time. Safe from any thread.
/// </remarks>
internal sealed class ResolverDiscovery(
    DnsTools tools,
    DnsOptions options,
    NodeMonitor monitor,
    LevelServerSelector serverSelector,
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
    private static readonly TimeSpan HintPeriod = 0.8 * HintLifetime;
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
    public bool CanUseHints(ResolverEntry entry) => entry.IsPublic || !_isPublic;

    /// <summary>Looks up hints for a network, and leaves one, where that is due.</summary>
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

    /// <summary>Probes a resolver where that is wanted, allowed and due.</summary>
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

    /// <summary>Asks again whether the nodes near a network live.</summary>
    public async Task RefreshAsync(ResolverEntry entry, CancellationToken cancellationToken)
    {
        if (entry.HintedNodes is { Hints.Count: > 0 } known)
        {
            var now = entry.HintedNodes = await CheckedAsync(known, cancellationToken);
            if (now.Nodes.Length < now.Hints.Count)
            {
                Begin(entry, again => AskAgainAsync(again, now));
            }
        }
    }

    /// <summary>Whether we do not know how far away it is; or that it is far, and nobody near it.</summary>
    private static bool IsLost(ResolverEntry entry, ClusterSnapshot snapshot) =>
        entry.RoundTrip is not { } roundTrip
        || (snapshot.LevelOf(roundTrip) < ClusterLevel.Near && entry.HintedNodes is { Nodes.Length: 0 });

    /// <summary>Apart from the check, so that a query without a probe makes no closure.</summary>
    private void BeginProbe(ResolverEntry entry, NodeAddress resolver) =>
        Begin(entry, known => ProbeAsync(known, resolver));

    private void Begin(ResolverEntry entry, Func<ResolverEntry, Task> work)
    {
        if (!entry.TryClaim())
        {
            return;
        }

        if (Interlocked.Increment(ref _running) > MaxAtOnce || !TryPass(monitor.Now))
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
        var named = Nearest(
            members
                .Append(tools.Check.Self)
                .Where(node => NetworkPrefix.Of(node.Address) == network)
                .Select(node => new ResolverHint(node, TimeSpan.Zero))
                .Concat(await UnderAsync(network.HintKey, ResolverHint.TryDecode))
        );
        foreach (var key in RouterKeys(entry))
        {
            if (named.Count < MaxNodes)
            {
                named = Nearest(named.Concat(await UnderAsync(key, Unmeasured)));
            }
        }

        var own = named.Find(hint => hint.Contact.Id == tools.Check.Self.Id);
        var others = named.Where(hint => hint != own).Take(MaxNodes).ToList();
        var found = new HintedNodes(others, own?.RoundTrip, [], [], null, null, monitor.Now, monitor.Now);
        var known = entry.HintedNodes = await CheckedAsync(found, _stop.Token);
        await AskAgainAsync(entry, known);
    }

    /// <summary>Asks those once more that did not answer: a lost datagram is no death. Nobody waits for it.</summary>
    private async Task AskAgainAsync(ResolverEntry entry, HintedNodes known)
    {
        var silent = known
            .Hints.Select(hint => hint.Contact)
            .ExceptBy(known.Nodes.Select(node => node.Contact.Id), contact => contact.Id)
            .ToList();
        if (silent.Count == 0)
        {
            return;
        }

        var late = await monitor.CheckAsync(silent, _stop.Token);
        if (late.Length > 0 && entry.HintedNodes == known)
        {
            entry.HintedNodes = NearbyOf(known, [.. known.Nodes, .. late], known.CheckedAt);
        }
    }

    /// <summary>
    /// Where nodes leave their contact that are behind the routers before this network, the nearest to it first.
    /// </summary>
    private static IEnumerable<Key> RouterKeys(ResolverEntry entry) =>
        entry
            .Routers.Reverse()
            .SelectMany(router => new[] { NetworkHint.OfRouter(router), NetworkHint.OfRouterNetwork(router) })
            .OfType<NetworkHint>()
            .Select(hint => hint.Key)
            .Distinct();

    /// <summary>Reads the pointer of a node behind a router: it is near, but has not measured how near.</summary>
    private static ResolverHint? Unmeasured(ReadOnlySpan<byte> bytes) =>
        Pointer.TryDecode(bytes) is { Contact: { Address.IsEmpty: false } contact }
            ? new ResolverHint(contact, TimeSpan.MaxValue)
            : null;

    /// <summary>Every node once, nearest first; among equals in their order.</summary>
    private static List<ResolverHint> Nearest(IEnumerable<ResolverHint> hints) =>
        [.. hints.OrderBy(hint => hint.RoundTrip).DistinctBy(hint => hint.Contact.Id)];

    private async Task<IEnumerable<ResolverHint>> UnderAsync(Key key, Func<ReadOnlySpan<byte>, ResolverHint?> read)
    {
        var found = await tools.Index.GetAsync(key, HintLevels, _stop.Token);
        return found.Values.Select(value => read(value.Bytes.Span)).OfType<ResolverHint>();
    }

    private async Task CheckAsync(ResolverEntry entry)
    {
        if (entry.HintedNodes is { } known)
        {
            var now = entry.HintedNodes = await CheckedAsync(known, _stop.Token);
            await AskAgainAsync(entry, now);
        }
    }

    private async Task LeaveHintAsync(ResolverEntry entry)
    {
        // Another may have begun and ended since it was found due; so with probes.
        if (
            entry.TryClaimHint(monitor.Now, HintPeriod)
            && entry is { ValidatedRoundTrip: { } roundTrip, HintedNodes.RoundTrips: { } others }
            && others.Count(other => other <= roundTrip) < Enough
        )
        {
            var hint = new ResolverHint(tools.Check.Self, roundTrip).Encode();
            await tools.Index.PutAsync(entry.Network.HintKey, hint, HintLifetime, HintLevels, _stop.Token);
        }
    }

    private async Task ProbeAsync(ResolverEntry entry, NodeAddress resolver)
    {
        if (
            !entry.TryClaimProbe(monitor.Now, ProbePeriod)
            || await tools.Probe.ProbeAsync(resolver, _stop.Token) is not { } report
        )
        {
            return;
        }

        entry.AddSample(report.RoundTrip, RoundTripSource.Probe, isAddressValidated: true, monitor.Now);
        if (report.LastRouters.Count > 0 && CanUseHints(entry))
        {
            entry.Routers = report.LastRouters;
            await LookUpAsync(entry);
        }
    }

    private async Task<HintedNodes> CheckedAsync(HintedNodes known, CancellationToken cancellationToken)
    {
        var askedAt = monitor.Now;
        var living = await monitor.CheckAsync([.. known.Hints.Select(hint => hint.Contact)], cancellationToken);
        return NearbyOf(known, living, askedAt);
    }

    private HintedNodes NearbyOf(HintedNodes known, MonitoredNode[] living, TimeSpan checkedAt)
    {
        var nodes = living.ToDictionary(node => node.Contact.Id);
        var hints = known.Hints.Where(hint => nodes.ContainsKey(hint.Contact.Id)).ToList();
        var found = known with
        {
            Nodes = [.. hints.Select(hint => nodes[hint.Contact.Id])],
            RoundTrips = [.. hints.Select(hint => hint.RoundTrip)],
            CheckedAt = checkedAt,
        };
        var self = MonitoredNode.Own(tools.Check);
        var servers = found.Nodes.ToList();
        if (known.OwnRoundTrip is { } own)
        {
            servers.Insert(found.RoundTrips.Count(other => other <= own), self);
        }

        return found with
        {
            RegionalServers = ServersOf(hierarchy?.Regional, servers, self),
            NearServers = ServersOf(hierarchy?.Near, servers, self),
        };
    }

    private LevelServers? ServersOf(DnsName? zone, List<MonitoredNode> nodes, MonitoredNode self) =>
        zone is null ? null : serverSelector.Select(zone, nodes, self);
}
