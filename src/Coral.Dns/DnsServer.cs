using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Core.Randomness;
using Coral.Core.Time;
using Coral.Dns.Answering;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Protection;
using Coral.Dns.Redirection;
using Coral.Dns.Resolvers;
using Coral.Dns.Serving;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns;

/// <summary>An authoritative server without its sockets, and the only place where it is composed.</summary>
public sealed class DnsServer : IDisposable
{
    private readonly NodeMonitor _monitor;
    private readonly ResolverDiscovery _discovery;
    private readonly Explainer _explainer;
    private readonly AbuseLimits _abuseLimits;
    private readonly TimeProvider _clock;

    /// <summary>Composes a server.</summary>
    /// <param name="config">The zones and options of this server.</param>
    /// <param name="network">The proxies that it may name.</param>
    /// <param name="tokens">Source of the server's secrets.</param>
    /// <param name="random">Source of samples; used by one thread at a time.</param>
    /// <param name="clock">Drives timers, and dates cookies.</param>
    /// <param name="events">Receives everything that happens, on any thread.</param>
    /// <exception cref="FormatException">The configuration cannot be read, or contradicts itself.</exception>
    public DnsServer(
        DnsConfig config,
        DnsNetwork network,
        ITokenSource tokens,
        Random random,
        TimeProvider clock,
        IDnsEvents events
    )
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(random);
        var options = config.Options;
        var zones = ZoneBuilder.Build(config);
        var classifier = new NameClassifier(
            config.Zones.Select(DnsName.Parse),
            config.DeclaredHosts.Select(DnsName.Parse)
        );

        // Secrets and seeds are drawn in this order: simulations of one seed depend on it.
        var tableKey = KeyOf(tokens);
        _clock = clock;
        var uptime = new MonotonicClock(clock);
        _abuseLimits = new AbuseLimits(options, tokens, clock.GetUtcNow());
        var selector = new ProxySelector(options, new SharedSplitMix64(random.NextInt64()));

        var levelServers = new LevelServerSelector(options);
        var checker = new NodeChecker(network.Check, uptime, options.CheckTimeout);
        _monitor = new NodeMonitor(
            new ClusterRosters(network.Directory, random, options.Watched),
            checker,
            new ClusterSnapshotBuilder(network.Directory, network.Check, levelServers),
            options,
            uptime,
            events
        );
        _discovery = new ResolverDiscovery(
            new HintStore(network.Directory, network.Index, network.Check),
            new HintChecker(checker, levelServers, uptime),
            network.Probe,
            options,
            uptime,
            events
        );
        var redirector = new Redirector(_monitor, new ResolverTable(tableKey), _discovery, selector, options, events);
        _explainer = new Explainer(zones, classifier, redirector, uptime, options.WhyAllowed);
        var authority = new Authority(zones, classifier, redirector, network.Certificates, _explainer, events);
        Responder = new DnsResponder(authority, redirector, _abuseLimits, events, uptime);
    }

    /// <summary>Answers the messages of the listeners.</summary>
    public IDnsResponder Responder { get; }

    /// <summary>Keeps the liveness of nodes and the server's secrets up to date until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var monitoring = _monitor.RunAsync(cancellationToken);
        using var hours = new PeriodicTimer(TimeSpan.FromHours(1), _clock);
        try
        {
            while (await hours.WaitForNextTickAsync(cancellationToken))
            {
                _abuseLimits.Cookies.Refresh(_clock.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server is being stopped.
        }

        await monitoring;
    }

    /// <summary>
    /// Checks again which nodes may be named, this one included, within the time that a query may wait.
    /// </summary>
    public Task RefreshAsync() => _monitor.RefreshAsync();

    /// <summary>The reasons for the answer to a name, after a check of the nodes that it may name.</summary>
    /// <param name="name">
    /// A coralized name, below a zone or below <c>http.l2.l1.l0</c> of the infrastructure zone.
    /// </param>
    /// <param name="resolver">The address that the query would come from.</param>
    /// <param name="subnet">The client subnet that it would carry.</param>
    /// <param name="type">The type of the query: A or AAAA.</param>
    /// <returns><see langword="null"/> for a name that does not lead to proxies.</returns>
    public ValueTask<Decision?> ExplainAsync(
        DnsName name,
        NodeAddress resolver,
        ClientSubnet? subnet,
        RecordType type,
        CancellationToken cancellationToken
    ) => _explainer.ExplainAsync(name, resolver, subnet, type, cancellationToken);

    /// <summary>Ends lookups and probes that are under way.</summary>
    public void Dispose() => _discovery.Dispose();

    private static SipHash KeyOf(ITokenSource tokens)
    {
        Span<byte> key = stackalloc byte[SipHash.KeyBytes];
        tokens.Fill(key);
        return SipHash.WithKey(key);
    }
}
