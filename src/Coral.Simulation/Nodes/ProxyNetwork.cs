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

/// <summary>Nodes with an index node and a cache each, and the origin that they fetch from. DNS is separate.</summary>
/// <remarks>
/// The index nodes are those of an <see cref="IndexNetwork"/>; the origin is a place of its own beside one of them.
/// Index and caches run the real code; <see cref="SimulatedWeb"/> models the connections between them.
/// </remarks>
public sealed class ProxyNetwork : IDisposable
{
    /// <summary>The ports of every node's services beside the index.</summary>
    public static readonly ServicePorts Ports = new(7443, 8080, 0);

    /// <summary>The ports of every node where nodes run name servers.</summary>
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
                index.Clock
            )
            {
                Events = [_watch],
            };
            (_caches[place], var service) = composer.Together(config);
            Peers.Serve(place, service);
        }
    }

    /// <summary>The index nodes of the network.</summary>
    public IndexNetwork Index { get; }

    /// <summary>The web that carries requests between nodes, and to the origin.</summary>
    public SimulatedWeb Web { get; }

    /// <summary>The origin of all objects.</summary>
    public SimulatedOrigin Origin { get; }

    /// <summary>The peer services of all nodes.</summary>
    public SimulatedPeers Peers { get; }

    /// <summary>The cache of the node at each place.</summary>
    public IReadOnlyList<IContentCache> Caches => _caches;

    /// <summary>The index of each cache, with a count of its puts.</summary>
    public IReadOnlyList<CountedIndex> Content => _content;

    /// <summary>Ends a node without notice to others.</summary>
    public void Crash(int place)
    {
        Web.Crash(place);
        Index.Crash(place);
    }

    /// <summary>
    /// Checks at the end of a run that no server code threw, and that no node sent too many copies at a time.
    /// </summary>
    /// <param name="mostUploads">The most copies of one object that a node may send at a time.</param>
    /// <exception cref="InvariantException">A check failed.</exception>
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
