using System.Diagnostics.Metrics;
using Coral.Caching;
using Coral.Caching.Events;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Core.Index;
using Coral.Simulation.Invariants;
using Coral.Simulation.Maps;
using Coral.Simulation.Web;

namespace Coral.Simulation.Nodes;

/// <summary>Whole nodes but for DNS: an index node and a cache each, and an origin that they ask.</summary>
/// <remarks>
/// The index nodes are those of an <see cref="IndexNetwork"/>; the origin has a line of its own beside one of them.
/// Index and caches are the real code; what they send over connections is modelled by <see cref="SimulatedWeb"/>.
/// </remarks>
public sealed class ProxyNetwork : IDisposable
{
    /// <summary>The services of every node beside the index.</summary>
    public static readonly ServicePorts Ports = new(7443, 8080, 0);

    /// <summary>The same, with a name server.</summary>
    public static readonly ServicePorts PortsWithDns = Ports with { Dns = 53 };

    private readonly ContentCache[] _caches;
    private readonly CountedIndex[] _content;
    private readonly CacheWatch _watch = new();
    private readonly Meter _meter = new(CacheMetrics.MeterName);

    /// <summary>
    /// Gives a cache to every node of <paramref name="index"/>, whose settings name <see cref="Ports"/>.
    /// </summary>
    public ProxyNetwork(
        IndexNetwork index,
        WebConditions conditions,
        CacheOptions cacheOptions,
        CooperationOptions cooperation
    )
    {
        ArgumentNullException.ThrowIfNull(index);
        var settings = index.Settings;
        Index = index;
        Web = new SimulatedWeb(
            index.Clock,
            new MapWithOrigin(settings.DrawMap(), index.Random.Next(settings.Nodes)),
            conditions,
            index.Random
        );
        Origin = new SimulatedOrigin(Web);
        Peers = new SimulatedPeers(Web, index.Network);
        var metrics = new CacheMetrics(_meter);
        var cooperationMetrics = new CooperationMetrics(_meter);
        _caches = new ContentCache[settings.Nodes];
        _content = [.. index.Nodes.Select(node => new CountedIndex(node.Content))];
        for (var place = 0; place < _caches.Length; place++)
        {
            var node = index.Nodes[place];
            var config = new CooperationConfig(
                _content[place],
                node.Directory,
                Peers.NetworkOf(place),
                () => node.Contact,
                new SeededTokens(index.Random),
                index.Random,
                cooperation,
                cooperationMetrics
            );
            var composer = new CacheComposer(
                new MemoryStore(cacheOptions, seed: (ulong)place),
                Origin.ClientOf(place),
                cacheOptions,
                metrics,
                index.Clock,
                events: _watch
            );
            (_caches[place], var service) = composer.Together(config);
            Peers.Serve(place, service);
        }
    }

    /// <summary>The nodes' index.</summary>
    public IndexNetwork Index { get; }

    /// <summary>The network that carries their requests.</summary>
    public SimulatedWeb Web { get; }

    /// <summary>The origin of all objects.</summary>
    public SimulatedOrigin Origin { get; }

    /// <summary>The service that answers peers.</summary>
    public SimulatedPeers Peers { get; }

    /// <summary>The cache of the node at each place.</summary>
    public IReadOnlyList<IContentCache> Caches => _caches;

    /// <summary>The index as each of them uses it.</summary>
    public IReadOnlyList<CountedIndex> Content => _content;

    /// <summary>Ends a node without a word to anybody.</summary>
    public void Crash(int place)
    {
        Web.Crash(place);
        Index.Crash(place);
    }

    /// <summary>The checks at the end of every run of proxies.</summary>
    /// <param name="mostUploads">The most copies of one object that a node may send at a time.</param>
    /// <exception cref="InvariantException">It does not.</exception>
    public void Check(int mostUploads)
    {
        if (Web.Fault is { } fault)
        {
            throw new InvariantException($"A node that served another threw: {fault}");
        }

        if (Peers.Uploads.Most > mostUploads)
        {
            throw new InvariantException($"A node sent {Peers.Uploads.Most} copies of one object at a time.");
        }

        if (_watch.Violation(Origin.Requests.Count) is { } violation)
        {
            throw new InvariantException(violation);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
