using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Dns.Answering;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Protection;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Resolvers;
using Coral.Dns.Serving;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns;

/// <summary>A whole authoritative server but for its sockets: composed here, and only here.</summary>
public sealed class DnsServer : IDisposable
{
    private readonly NodeMonitor _monitor;
    private readonly ResolverDiscovery _discovery;
    private readonly Explainer _explainer;
    private readonly AbuseLimits _abuseLimits;
    private readonly DnsTools _tools;

    /// <summary>Composes a server.</summary>
    /// <exception cref="FormatException">The configuration cannot be read, or contradicts itself.</exception>
    public DnsServer(DnsConfig config, DnsTools tools)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(tools);
        var options = config.Options;
        var zones = ZoneBuilder.Build(config);
        var hierarchy = options.InfrastructureZone is { } name ? new HierarchyNames(DnsName.Parse(name)) : null;
        var classifier = new NameClassifier(
            config.Zones.Select(DnsName.Parse),
            config.DeclaredHosts.Select(DnsName.Parse)
        );
        var serverSelector = new LevelServerSelector(options);
        var key = KeyOf(tools.Tokens);
        _tools = tools;
        var clock = new ServerClock(tools.Clock);
        _abuseLimits = new AbuseLimits(options, tools.Tokens, clock.UtcNow);
        _monitor = new NodeMonitor(tools, options, clock, serverSelector, hierarchy);
        _discovery = new ResolverDiscovery(tools, options, _monitor, serverSelector, hierarchy);
        var redirector = new Redirector(
            _monitor,
            new ResolverTable(key),
            _discovery,
            new ProxySelector(options, new Dice(tools.Random.NextInt64())),
            options,
            tools.Metrics
        );
        _explainer = new Explainer(zones, classifier, redirector, clock, options.WhyAllowed);
        var authority = new Authority(zones, classifier, redirector, tools.Certificates, _explainer);
        Responder = new DnsResponder(authority, redirector, _abuseLimits, tools.Metrics, clock);
    }

    /// <summary>What the listeners ask.</summary>
    public IDnsResponder Responder { get; }

    /// <summary>Keeps the server's view of who lives, and its secrets, up to date until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var watching = _monitor.RunAsync(cancellationToken);
        using var hours = new PeriodicTimer(TimeSpan.FromHours(1), _tools.Clock);
        try
        {
            while (await hours.WaitForNextTickAsync(cancellationToken))
            {
                _abuseLimits.Cookies.Refresh(_tools.Clock.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }

        await watching;
    }

    /// <summary>Finds out anew who may be named, this node included; takes no longer than a query may wait.</summary>
    public Task RefreshAsync() => _monitor.RefreshAsync();

    /// <summary>Why a name is answered as it is; asks first whether those who may be named live.</summary>
    /// <param name="name">A coralized name, below a zone or below <c>http.l2.l1.l0</c> of the infrastructure
    /// zone.</param>
    /// <param name="resolver">Who would ask.</param>
    /// <param name="subnet">The network that it would ask for.</param>
    /// <param name="type">A or AAAA.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Nothing for a name that does not lead to proxies.</returns>
    public ValueTask<Decision?> ExplainAsync(
        DnsName name,
        NodeAddress resolver,
        ClientSubnet? subnet,
        RecordType type,
        CancellationToken cancellationToken
    ) => _explainer.ExplainAsync(name, resolver, subnet, type, cancellationToken);

    /// <summary>Ends what runs behind the answers.</summary>
    public void Dispose() => _discovery.Dispose();

    private static SipHash KeyOf(ITokenSource tokens)
    {
        Span<byte> key = stackalloc byte[SipHash.KeyBytes];
        tokens.Fill(key);
        return SipHash.WithKey(key);
    }
}
