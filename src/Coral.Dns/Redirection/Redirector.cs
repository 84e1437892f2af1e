using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Protection;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>Redirection of every client to proxies near it: its location, the level, the proxies.</summary>
/// <remarks>
/// 1. Learn from the query itself how far its resolver is.
/// 2. Locate the client: by the client subnet, where something is known of it, else by the resolver's network.
/// 3. Where nothing is known, truncate once, to measure the retry over TCP; start discovery in the background.
/// 4. Where the last checks of liveness are too old, let the query wait for a new one.
/// 5. Choose proxies.
/// Safe from any thread; reads snapshots without a lock, and allocates nothing for a network that is known.
/// </remarks>
internal sealed class Redirector(
    NodeMonitor monitor,
    ResolverTable resolvers,
    ResolverDiscovery discovery,
    ProxySelector selector,
    DnsOptions options,
    IDnsEvents events
) : IRedirection, IPreparation
{
    /// <inheritdoc />
    public void Observe(in Requester requester, ReadOnlySpan<byte> name, bool isDeferred)
    {
        var now = requester.Now;
        var entry = resolvers.Of(NetworkPrefix.Of(requester.Source.Address));
        if (requester.Source.Transport == DnsTransportKind.Tcp)
        {
            if (requester.Source.RoundTrip is { } roundTrip)
            {
                Learn(entry, roundTrip, RoundTripSource.Tcp, isAddressValidated: true, now);
            }
        }
        else if (entry.QueryGaps.Observe(requester.Source.Address, name, isDeferred, now) is { } gap)
        {
            Learn(entry, gap, RoundTripSource.Gap, requester.IsAddressValidated, now);
        }
    }

    /// <inheritdoc />
    public ChoiceOutcome Choose(
        in Requester requester,
        scoped ReadOnlySpan<byte> origin,
        RecordType type,
        bool mayWait,
        ref ProxyChoice choice
    )
    {
        var now = requester.Now;
        var snapshot = monitor.Current(now);
        var place = PlaceOf(requester);
        discovery.Consider(place.Entry, snapshot, now);
        discovery.ConsiderProbe(place.Resolver, snapshot, requester.Source.Address, requester.IsAddressValidated, now);
        if (mayWait && IsToComeOverTcp(requester, place, snapshot))
        {
            return ChoiceOutcome.Truncate;
        }

        var level = LevelOf(place, snapshot);
        if (mayWait && IsStale(snapshot, level, place.Entry.HintedNodes, now))
        {
            return ChoiceOutcome.NeedsTime;
        }

        var request = RequestOf(level, place.Entry, origin, type, now);
        choice.Scope = place.Scope;
        selector.Select(request, snapshot, place.Entry.HintedNodes, ref choice, trace: null);
        if (choice.Count > 0)
        {
            events.Redirected(level, choice.Reached);
            return ChoiceOutcome.Chosen;
        }

        var other = default(ProxyChoice);
        selector.Select(
            request with
            {
                IsIPv4 = !request.IsIPv4,
            },
            snapshot,
            place.Entry.HintedNodes,
            ref other,
            trace: null
        );
        if (other.Count > 0)
        {
            return ChoiceOutcome.NoneOfFamily;
        }

        events.NoProxyFound(level);
        return ChoiceOutcome.None;
    }

    /// <inheritdoc />
    public bool IsStale(ClusterLevel level)
    {
        var now = monitor.Now;
        return !monitor.IsFresh(monitor.Current(now)[level], now);
    }

    /// <inheritdoc />
    public bool ShouldRetryOverTcp(in Requester requester) =>
        IsToComeOverTcp(requester, PlaceOfResolver(requester), monitor.Current(requester.Now));

    /// <inheritdoc />
    public LevelServers? ServersNear(in Requester requester, ClusterLevel level)
    {
        var snapshot = monitor.Current(requester.Now);
        var entry = resolvers.Of(NetworkPrefix.Of(requester.Source.Address));
        var (roundTrip, _) = RoundTripOf(requester.Source.Address, entry);
        discovery.Consider(entry, snapshot, requester.Now);
        if (roundTrip is not { } known || snapshot.LevelOf(known) is var judged && judged < level)
        {
            return level == ClusterLevel.Near ? entry.HintedNodes?.NearServers : entry.HintedNodes?.RegionalServers;
        }

        var servers =
            level == ClusterLevel.Near ? snapshot.NearServers
            : judged == ClusterLevel.Near ? snapshot.RegionalServersNear
            : snapshot.RegionalServers;
        return servers.For(known);
    }

    /// <inheritdoc />
    public bool IsDiscoveryComplete(in Requester requester)
    {
        var entry = resolvers.Of(NetworkPrefix.Of(requester.Source.Address));
        return entry.HintedNodes is not null || !discovery.CanUseHints(entry);
    }

    /// <inheritdoc />
    public RecordSet? AddressOf(ClusterLevel level, ReadOnlySpan<byte> server, RecordType type)
    {
        var snapshot = monitor.Current(monitor.Now);
        return level == ClusterLevel.Near
            ? snapshot.NearServers.Find(server, type)
            : snapshot.RegionalServers.Find(server, type) ?? snapshot.RegionalServersNear.Find(server, type);
    }

    /// <inheritdoc />
    public async ValueTask PrepareAsync(Requester requester, CancellationToken cancellationToken)
    {
        var entry = PlaceOf(requester).Entry;
        await Task.WhenAll(monitor.RefreshAsync(), discovery.RefreshAsync(entry, cancellationToken));
    }

    /// <summary>The decision that an answer would follow now, with its reasons.</summary>
    public Decision Explain(in Requester requester, ReadOnlySpan<byte> origin, RecordType type)
    {
        var now = requester.Now;
        var snapshot = monitor.Current(now);
        var place = PlaceOf(requester);
        var level = LevelOf(place, snapshot);
        var candidates = new List<DecisionCandidate>();
        var choice = default(ProxyChoice);
        var request = RequestOf(level, place.Entry, origin, type, now);
        selector.Select(request, snapshot, place.Entry.HintedNodes, ref choice, candidates);
        return new Decision(
            place.Entry.Network,
            place.RoundTrip is null ? place.Entry.Network : place.Measured.Network,
            place.RoundTrip,
            place.Source,
            place.Entry.HintedNodes?.Nodes.Length,
            level,
            TimeSpan.FromSeconds(choice.Seconds),
            DecisionCandidate.OnceEach(candidates)
        );
    }

    private static (TimeSpan? RoundTrip, RoundTripSource Source) RoundTripOf(
        in NodeAddress resolver,
        ResolverEntry entry
    ) =>
        entry.RoundTrip is { } known ? (known, entry.Source)
        : resolver.IsLoopback ? (TimeSpan.Zero, RoundTripSource.Loopback)
        : (null, RoundTripSource.None);

    private void Learn(
        ResolverEntry entry,
        TimeSpan roundTrip,
        RoundTripSource source,
        bool isAddressValidated,
        TimeSpan now
    )
    {
        if (entry.AddSample(roundTrip, source, isAddressValidated, now))
        {
            events.RoundTripLearnt(entry.Network, roundTrip, source);
        }
    }

    private SelectionRequest RequestOf(
        ClusterLevel level,
        ResolverEntry client,
        ReadOnlySpan<byte> origin,
        RecordType type,
        TimeSpan now
    ) => new(level, client, RankOf(origin), type == RecordType.A, now - options.MaxSilence);

    /// <summary>A hash that is the same at every server, so that all prefer the same proxies for a host.</summary>
    private static ulong RankOf(ReadOnlySpan<byte> origin) => new SipHash(0, 0).Hash(origin);

    private static ClusterLevel LevelOf(in ClientLocation place, ClusterSnapshot snapshot) =>
        place.RoundTrip is { } roundTrip ? snapshot.LevelOf(roundTrip)
        : place.Entry.HintedNodes is { } hinted ? hinted.LevelIn(snapshot)
        : ClusterLevel.Global;

    /// <summary>
    /// True once for a network: to measure its round trip, where there is one gap at most and no hint says that the
    /// network is elsewhere, or to confirm that it is as near as it seems before a hint tells others.
    /// </summary>
    private bool IsToComeOverTcp(in Requester requester, in ClientLocation place, ClusterSnapshot snapshot)
    {
        var isHinted = place.Entry.HintedNodes is { Nodes.Length: > 0 };
        var isKnown = place.RoundTrip is null
            ? isHinted
            : place.Source != RoundTripSource.Gap
                || !place.Resolver.IsUncertain
                || (isHinted && place.Entry.HintedNodes!.LevelIn(snapshot) == ClusterLevel.Global);
        var isToProve =
            place.Resolver is { RoundTrip: { } gap, ValidatedRoundTrip: null }
            && snapshot.LevelOf(gap) == ClusterLevel.Near;
        return options.TruncateUnknown
            && requester.Source.Transport == DnsTransportKind.Udp
            && (!isKnown || isToProve)
            && place.Resolver.TryClaimTruncation();
    }

    private bool IsStale(ClusterSnapshot snapshot, ClusterLevel level, HintedNodes? hinted, TimeSpan now) =>
        !monitor.IsFresh(snapshot[level], now)
        || (hinted is { Nodes.Length: > 0 } known && now - known.CheckedAt > options.MaxSilence);

    private ClientLocation PlaceOfResolver(in Requester requester)
    {
        var resolver = resolvers.Of(NetworkPrefix.Of(requester.Source.Address));
        var (roundTrip, source) = RoundTripOf(requester.Source.Address, resolver);
        return new ClientLocation(resolver, resolver, roundTrip, source, Scope: 0);
    }

    private ClientLocation PlaceOf(in Requester requester)
    {
        var own = PlaceOfResolver(requester);
        if (!options.ClientSubnet || requester.Subnet is not { } subnet)
        {
            return own;
        }

        var network = NetworkPrefix.Of(subnet.Network);
        if (subnet.SourcePrefix < network.Bits)
        {
            // The network is too wide for any knowledge of it, and parts of it may get other answers.
            return own with { Scope = subnet.SourcePrefix };
        }

        var entry = resolvers.Of(network);
        return entry.RoundTrip is { } known
            ? new ClientLocation(entry, own.Resolver, known, entry.Source, network.Bits)
            : own with
            {
                Entry = entry,
                Scope = network.Bits,
            };
    }
}
