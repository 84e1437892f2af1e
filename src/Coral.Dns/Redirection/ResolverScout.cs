using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>Finds out, behind the answers, how near a resolver is and who is near it.</summary>
/// <remarks>
/// Hints: the nodes in the network's own /24 or /48, as the directory knows them, and those that measured it as near
/// and said so in the index. They are kept for five minutes, and asked whether they live before they are named. The
/// other way, this node says so of networks that it measured as near itself, once an hour, where the address was
/// proved. Probes: only where the operator wants them, only towards proved addresses. Nobody waits for any of this, and
/// only so much of it runs at the same time. Safe from any thread.
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
            entry.ProvedRoundTrip is { } roundTrip
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
            var contacts = known.Nodes.Select(node => node.Contact).ToList();
            var living = await watch.AskAsync(contacts, cancellationToken);
            var now = entry.Nearby = NearbyOf(living, known.IsSelfNear, known.FoundAt);
            if (living.Length < contacts.Count)
            {
                Begin(entry, again => AskAgainAsync(again, contacts, now));
            }
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
        var self = tools.Check.Self;
        var named = members
            .Append(self)
            .Where(member => NetworkPrefix.Of(member.Address) == network)
            .Concat(found.Values.Select(value => Pointer.TryDecode(value.Bytes.Span)?.Contact).OfType<NodeContact>())
            .Where(contact => !contact.Address.IsEmpty)
            .DistinctBy(contact => contact.Id)
            .ToList();
        var isSelfNear = named.RemoveAll(contact => contact.Id == self.Id) > 0;
        var contacts = named.Take(MaxNodes).ToList();
        var living = await watch.AskAsync(contacts, _stop.Token);
        var known = entry.Nearby = NearbyOf(living, isSelfNear, watch.Now);
        await AskAgainAsync(entry, contacts, known);
    }

    /// <summary>Asks those once more that did not answer: a lost datagram is no death. Nobody waits for it.</summary>
    private async Task AskAgainAsync(ResolverEntry entry, IReadOnlyList<NodeContact> asked, Nearby known)
    {
        var silent = asked.ExceptBy(known.Nodes.Select(node => node.Contact.Id), contact => contact.Id).ToList();
        if (silent.Count == 0)
        {
            return;
        }

        var late = await watch.AskAsync(silent, _stop.Token);
        if (late.Length > 0 && entry.Nearby == known)
        {
            entry.Nearby = NearbyOf([.. known.Nodes, .. late], known.IsSelfNear, known.FoundAt);
        }
    }

    private async Task LeaveHintAsync(ResolverEntry entry)
    {
        var pointer = new Pointer(tools.Check.Self, PointerFlags.None, Digest: default, Length: 0);
        var key = entry.Network.HintKey;
        await tools.Index.PutAsync(key, pointer.Encode(), HintLifetime, HintLevels, _stop.Token);
    }

    private async Task ProbeAsync(ResolverEntry entry, NodeAddress resolver)
    {
        if (await tools.Probe.ProbeAsync(resolver, _stop.Token) is { } roundTrip)
        {
            entry.Measured(roundTrip, RoundTripSource.Probe, isProved: true, watch.Now);
        }
    }

    private Nearby NearbyOf(WatchedNode[] nodes, bool isSelfNear, TimeSpan foundAt)
    {
        var self = WatchedNode.Own(tools.Check);
        IEnumerable<WatchedNode> all = isSelfNear ? [.. nodes, self] : nodes;
        var servers = hierarchy is null ? null : naming.Name(hierarchy.Regional, all, self);
        return new Nearby(nodes, isSelfNear, servers, foundAt, watch.Now);
    }
}
