using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Answering;
using Coral.Dns.Guarding;
using Coral.Dns.Serving;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>Sends every client to proxies near it: what is known of its place, the level, the proxies.</summary>
/// <remarks>
/// 1. Take note of what the question itself says about the resolver's round-trip time.
/// 2. Whose place counts: the network that the resolver names, where something is known of it, else its own.
/// 3. Where nothing is known, ask for TCP once; and find out more behind the answer.
/// 4. Where whom we know has not been heard of lately, ask first.
/// 5. Choose.
/// Safe from any thread; reads snapshots without a lock, and allocates nothing for a network that is known.
/// </remarks>
internal sealed class Redirector(
    NodeWatch watch,
    ResolverTable resolvers,
    ResolverScout scout,
    ProxySelector selector,
    DnsOptions options,
    DnsMetrics metrics
) : IRedirection, IPreparation
{
    /// <inheritdoc />
    public void Note(in Asker asker, ReadOnlySpan<byte> name, bool isLate)
    {
        var now = asker.Now;
        var entry = resolvers.Of(NetworkPrefix.Of(asker.Source.Address));
        if (asker.Source.Transport == DnsTransportKind.Tcp)
        {
            if (asker.Source.RoundTrip is { } roundTrip)
            {
                entry.Measured(roundTrip, RoundTripSource.Tcp, isProved: true, now);
            }
        }
        else if (entry.Gap.Note(asker.Source.Address, name, isLate, now) is { } gap)
        {
            entry.Measured(gap, RoundTripSource.Gap, asker.IsProved, now);
        }
    }

    /// <inheritdoc />
    public ChoiceOutcome Choose(
        in Asker asker,
        scoped ReadOnlySpan<byte> origin,
        RecordType type,
        bool mayWait,
        ref ProxyChoice choice
    )
    {
        var now = asker.Now;
        var hood = watch.Use(now);
        var place = PlaceOf(asker);
        scout.Consider(place.Entry, hood, now);
        scout.ConsiderProbe(place.Resolver, hood, asker.Source.Address, asker.IsProved, now);
        if (mayWait && IsToComeOverTcp(asker, place, hood))
        {
            return ChoiceOutcome.Truncate;
        }

        var level = LevelOf(place, hood);
        if (mayWait && IsStale(hood, level, place.Entry.Nearby, now))
        {
            return ChoiceOutcome.NeedsTime;
        }

        var request = RequestOf(level, place.Entry, origin, type, now);
        choice.Scope = place.Scope;
        selector.Select(request, hood, place.Entry.Nearby, ref choice, trace: null);
        if (choice.Count > 0)
        {
            metrics.Redirected(level);
            return ChoiceOutcome.Chosen;
        }

        var other = default(ProxyChoice);
        selector.Select(request with { IsIPv4 = !request.IsIPv4 }, hood, place.Entry.Nearby, ref other, trace: null);
        return other.Count > 0 ? ChoiceOutcome.NoneOfFamily : ChoiceOutcome.None;
    }

    /// <inheritdoc />
    public bool IsStale(ClusterLevel level)
    {
        var now = watch.Now;
        return !watch.IsFresh(watch.Use(now)[level], now);
    }

    /// <inheritdoc />
    public bool ShouldComeOverTcp(in Asker asker) =>
        IsToComeOverTcp(asker, PlaceOfResolver(asker), watch.Use(asker.Now));

    /// <inheritdoc />
    public LevelServers? ServersNear(in Asker asker, ClusterLevel level)
    {
        var hood = watch.Use(asker.Now);
        var entry = resolvers.Of(NetworkPrefix.Of(asker.Source.Address));
        var (roundTrip, _) = RoundTripOf(asker.Source.Address, entry);
        scout.Consider(entry, hood, asker.Now);
        if (roundTrip is not { } known || hood.LevelOf(known) is var judged && judged < level)
        {
            return level == ClusterLevel.Near ? entry.Nearby?.NearServers : entry.Nearby?.RegionalServers;
        }

        var servers =
            level == ClusterLevel.Near ? hood.NearServers
            : judged == ClusterLevel.Near ? hood.RegionalServersNear
            : hood.RegionalServers;
        return servers.For(known);
    }

    /// <inheritdoc />
    public bool IsSettled(in Asker asker)
    {
        var entry = resolvers.Of(NetworkPrefix.Of(asker.Source.Address));
        return entry.Nearby is not null || !scout.IsOfUse(entry);
    }

    /// <inheritdoc />
    public RecordSet? AddressOf(ClusterLevel level, ReadOnlySpan<byte> server, RecordType type)
    {
        var hood = watch.Use(watch.Now);
        return level == ClusterLevel.Near
            ? hood.NearServers.Find(server, type)
            : hood.RegionalServers.Find(server, type) ?? hood.RegionalServersNear.Find(server, type);
    }

    /// <inheritdoc />
    public async ValueTask PrepareAsync(Asker asker, CancellationToken cancellationToken)
    {
        var entry = PlaceOf(asker).Entry;
        await Task.WhenAll(watch.RoundAsync(), scout.RefreshAsync(entry, cancellationToken));
    }

    /// <summary>Says what would be answered now, and why.</summary>
    public Decision Explain(in Asker asker, ReadOnlySpan<byte> origin, RecordType type)
    {
        var now = asker.Now;
        var hood = watch.Use(now);
        var place = PlaceOf(asker);
        var level = LevelOf(place, hood);
        var candidates = new List<DecisionCandidate>();
        var choice = default(ProxyChoice);
        var request = RequestOf(level, place.Entry, origin, type, now);
        selector.Select(request, hood, place.Entry.Nearby, ref choice, candidates);
        return new Decision(
            place.Entry.Network,
            place.RoundTrip is null ? place.Entry.Network : place.Measured.Network,
            place.RoundTrip,
            place.Source,
            place.Entry.Nearby?.Nodes.Length,
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

    private SelectionRequest RequestOf(
        ClusterLevel level,
        ResolverEntry client,
        ReadOnlySpan<byte> origin,
        RecordType type,
        TimeSpan now
    ) => new(level, client, RankOf(origin), type == RecordType.A, now - options.MaxSilence);

    /// <summary>The same at every server, so that all prefer the same proxies for a host.</summary>
    private static ulong RankOf(ReadOnlySpan<byte> origin) => new SipHash(0, 0).Hash(origin);

    private static ClusterLevel LevelOf(in ClientPlace place, Neighbourhood hood) =>
        place.RoundTrip is { } roundTrip ? hood.LevelOf(roundTrip)
        : place.Entry.Nearby is { } nearby ? hood.LevelOf(nearby)
        : ClusterLevel.Global;

    /// <summary>
    /// Once for a network: to learn its round-trip time, for which one gap is no measure where hints do not say that it
    /// is elsewhere, or to prove that it is as near as it seems before others hear of it.
    /// </summary>
    private bool IsToComeOverTcp(in Asker asker, in ClientPlace place, Neighbourhood hood)
    {
        var isHinted = place.Entry.Nearby is { Nodes.Length: > 0 };
        var isKnown = place.RoundTrip is null
            ? isHinted
            : place.Source != RoundTripSource.Gap
                || !place.Resolver.IsDoubtful
                || (isHinted && hood.LevelOf(place.Entry.Nearby!) == ClusterLevel.Global);
        var isToProve =
            place.Resolver is { RoundTrip: { } gap, ProvedRoundTrip: null } && hood.LevelOf(gap) == ClusterLevel.Near;
        return options.TruncateUnknown
            && asker.Source.Transport == DnsTransportKind.Udp
            && (!isKnown || isToProve)
            && place.Resolver.TryClaimTruncation();
    }

    private bool IsStale(Neighbourhood hood, ClusterLevel level, Nearby? nearby, TimeSpan now) =>
        !watch.IsFresh(hood[level], now)
        || (nearby is { Nodes.Length: > 0 } known && now - known.CheckedAt > options.MaxSilence);

    private ClientPlace PlaceOfResolver(in Asker asker)
    {
        var resolver = resolvers.Of(NetworkPrefix.Of(asker.Source.Address));
        var (roundTrip, source) = RoundTripOf(asker.Source.Address, resolver);
        return new ClientPlace(resolver, resolver, roundTrip, source, Scope: 0);
    }

    private ClientPlace PlaceOf(in Asker asker)
    {
        var own = PlaceOfResolver(asker);
        if (!options.ClientSubnet || asker.Subnet is not { } subnet)
        {
            return own;
        }

        var network = NetworkPrefix.Of(subnet.Network);
        if (subnet.SourcePrefix < network.Bits)
        {
            // Too wide a network to know anything of; what others get for a part of it may differ.
            return own with { Scope = subnet.SourcePrefix };
        }

        var entry = resolvers.Of(network);
        return entry.RoundTrip is { } known
            ? new ClientPlace(entry, own.Resolver, known, entry.Source, network.Bits)
            : own with
            {
                Entry = entry,
                Scope = network.Bits,
            };
    }
}
