using System.Net;
using System.Text;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Functional.Tests.Fixtures;
using Coral.Node.Admin;
using Coral.Node.Admin.Dns;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>One network of whole nodes in two regions, 80 ms there and back from each other.</summary>
/// <remarks>
/// Configured as docs/operations.md shows it: a zone that leads into the hierarchy of another, and name servers at the
/// registrar in both regions. Resolvers are at sites of their own, 4 ms from region B. Clusters are looked at as often
/// as the option allows; all else is as it is by default.
/// </remarks>
internal sealed class TwoRegions : IAsyncDisposable
{
    private const string Far = "a";

    private const string Configuration = """
        { "Coral": {
            "Zones": [ "coral.test" ],
            "Index": { "Open": true },
            "Clusters": { "Evaluation": "10s" },
            "Dns": {
              "InfrastructureZone": "infra.test",
              "NameServers": [
                "ns1.infra.test=198.51.100.1",
                "ns2.infra.test=198.51.100.2",
                "ns3.infra.test=203.0.113.1",
                "ns4.infra.test=203.0.113.2",
                "ns5.infra.test=203.0.113.3",
                "ns6.infra.test=203.0.113.4",
                "ns7.infra.test=203.0.113.5" ] } } }
        """;

    private static readonly TimeSpan Across = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(2);
    private readonly TemporaryFolder _folder = new();
    private readonly RelayedNetwork _network;
    private readonly RelayedSite _siteA;
    private readonly RelayedSite _siteB;
    private readonly List<SiteNode> _nodes = [];

    private TwoRegions()
    {
        _network = new RelayedNetwork((from, to) => from == Far || to == Far ? Across : Within, Log.Observe);
        _siteA = _network.AddSite(Far, "198.51.100.1", "198.51.100.2");
        _siteB = _network.AddSite("b", "203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5");
    }

    /// <summary>Addresses of the nodes in region A.</summary>
    public IReadOnlyList<IPAddress> A => _siteA.Addresses;

    /// <summary>Addresses of the nodes in region B.</summary>
    public IReadOnlyList<IPAddress> B => _siteB.Addresses;

    /// <summary>What passes between resolvers and name servers.</summary>
    public QuestionLog Log { get; } = new();

    /// <summary>Starts all nodes, and waits until each region is a cluster at both levels above 0.</summary>
    public static async Task<TwoRegions> StartAsync(CancellationToken cancellationToken)
    {
        var regions = new TwoRegions();
        try
        {
            await regions.StartNodesAsync(cancellationToken);
            return regions;
        }
        catch
        {
            await regions.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a resolver.</summary>
    /// <param name="program"><c>unbound</c> or <c>bind</c>.</param>
    /// <param name="address">Where nobody else is; a site of its own.</param>
    /// <param name="stub">The node that it is told of.</param>
    public Task<SiteResolver> StartResolverNearBAsync(string program, string address, IPAddress stub) =>
        SiteResolver.StartAsync(program, _network.AddSite(address, address), stub, Log);

    /// <summary>The nodes that have left their contact in the index.</summary>
    /// <param name="text">What about, as the key's text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<IPAddress>> HintsAsync(string text, CancellationToken cancellationToken)
    {
        var path = $"/index/values/{Key.Of(text)}";
        var found = await NodeAt(A[0]).AskAsync(path, AdminJson.Default.ValuesView, cancellationToken);
        return [.. found.Values.Select(value => ContactOf(value.Bytes).Address.ToIPAddress())];

        // Behind the round trip, in microseconds.
        static NodeContact ContactOf(byte[] hint) => Pointer.TryDecode(hint.AsSpan(sizeof(uint)))!.Contact;
    }

    /// <summary>Why a node would answer a resolver as it does, for who wants to know why a test fails.</summary>
    public Task<ExplanationView> ExplainAsync(IPAddress node, IPAddress resolver, CancellationToken cancellationToken)
    {
        var path = $"/dns/explain?name=www.example.com.coral.test&resolver={resolver}";
        return NodeAt(node).AskAsync(path, AdminJson.Default.ExplanationView, cancellationToken);
    }

    public SiteNode NodeAt(IPAddress address) => _nodes.Single(node => node.Address.Equals(address));

    public bool IsOfB(IPAddress address) => B.Contains(address);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        _network.Dispose();
        _folder.Dispose();
    }

    private async Task StartNodesAsync(CancellationToken cancellationToken)
    {
        var configuration = _folder.Write("coral.json", Encoding.ASCII.GetBytes(Configuration));
        var first = await StartNodeAsync(_siteA, _siteA.Addresses[0], join: null);
        _nodes.Add(first);
        var others = _siteA
            .Addresses.Skip(1)
            .Select(address => (Site: _siteA, Address: address))
            .Concat(_siteB.Addresses.Select(address => (Site: _siteB, Address: address)));
        var starting = others.Select(place => StartNodeAsync(place.Site, place.Address, first.Address)).ToList();
        foreach (var node in starting)
        {
            _nodes.Add(await node);
        }

        foreach (var node in _nodes.Skip(1))
        {
            await node.JoinedAsync();
        }

        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!await AreClustersAsync(cancellationToken))
        {
            await pace.WaitForNextTickAsync(cancellationToken);
        }

        Task<SiteNode> StartNodeAsync(RelayedSite site, IPAddress address, IPAddress? join) =>
            SiteNode.StartAsync(site, address, configuration, _folder[$"data-{address}"], join);
    }

    /// <summary>Whether each region is one cluster at each level above 0, and no cluster is in both.</summary>
    private async Task<bool> AreClustersAsync(CancellationToken cancellationToken)
    {
        var views = await Task.WhenAll(
            _nodes.Select(async node =>
                (
                    node.Address,
                    (await node.AskAsync("/index/levels", AdminJson.Default.LevelsView, cancellationToken)).Levels
                )
            )
        );
        foreach (var level in (int[])[1, 2])
        {
            var ofA = ClustersOf(_siteA, level);
            var ofB = ClustersOf(_siteB, level);
            if (ofA.Length != 1 || ofB.Length != 1 || ofA[0] == ofB[0])
            {
                return false;
            }
        }

        return true;

        string[] ClustersOf(RelayedSite site, int level) =>
            [
                .. views
                    .Where(view => site.Addresses.Contains(view.Address))
                    .Select(view => view.Levels[level].Cluster)
                    .Distinct(),
            ];
    }
}
