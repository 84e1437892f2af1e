using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Dns.Answering;
using Coral.Dns.Guarding;
using Coral.Dns.Redirection;
using Coral.Dns.Serving;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns;

/// <summary>A whole authoritative server but for its sockets: composed here, and only here.</summary>
public sealed class DnsServer : IDisposable
{
    private readonly NodeWatch _watch;
    private readonly ResolverScout _scout;
    private readonly Explainer _explainer;
    private readonly Guards _guards;
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
        var judge = new NameJudge(config.Zones.Select(DnsName.Parse), config.DeclaredHosts.Select(DnsName.Parse));
        var naming = new ServerNaming(options);
        var key = KeyOf(tools.Tokens);
        _tools = tools;
        var clock = new ServerClock(tools.Clock);
        _guards = new Guards(options, tools.Tokens, clock.UtcNow);
        _watch = new NodeWatch(tools, options, clock, naming, hierarchy);
        _scout = new ResolverScout(tools, options, _watch, naming, hierarchy);
        var redirector = new Redirector(
            _watch,
            new ResolverTable(key),
            _scout,
            new ProxySelector(options, new Dice(tools.Random.NextInt64())),
            options,
            tools.Metrics
        );
        _explainer = new Explainer(zones, judge, redirector, clock, options.WhyAllowed);
        var authority = new Authority(zones, judge, redirector, tools.Certificates, _explainer);
        Responder = new DnsResponder(authority, redirector, _guards, tools.Metrics, clock);
    }

    /// <summary>What the listeners ask.</summary>
    public IDnsResponder Responder { get; }

    /// <summary>Keeps the server's view of who lives, and its secrets, up to date until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var watching = _watch.RunAsync(cancellationToken);
        using var hours = new PeriodicTimer(TimeSpan.FromHours(1), _tools.Clock);
        try
        {
            while (await hours.WaitForNextTickAsync(cancellationToken))
            {
                _guards.Cookies.Refresh(_tools.Clock.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }

        await watching;
    }

    /// <summary>Finds out anew who may be named, this node included; takes no longer than a query may wait.</summary>
    public Task RefreshAsync() => _watch.RoundAsync();

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
    public void Dispose() => _scout.Dispose();

    private static SipHash KeyOf(ITokenSource tokens)
    {
        Span<byte> key = stackalloc byte[SipHash.KeyBytes];
        tokens.Fill(key);
        return SipHash.WithKey(key);
    }
}
