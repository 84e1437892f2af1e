using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Coral.Index;
using Coral.Index.Events;
using Coral.Index.Routing;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Nodes;

/// <summary>Many index nodes in virtual time, with converged tables from the start.</summary>
/// <remarks>
/// Tables are as after long running: each bucket holds k of the nodes that belong there, drawn at random, or all when
/// there are no more. So a scenario needs no warm-up, and 10,000 nodes start in seconds.
/// </remarks>
public sealed class IndexNetwork : IDisposable
{
    private readonly CancellationTokenSource[] _stops;
    private readonly SimulatedTransport[] _transports;
    private readonly IndexNode[] _nodes;
    private readonly SeededTokens _tokens;
    private readonly IndexMetrics _metrics;
    private readonly Dictionary<NodeId, int> _places = [];
    private readonly Meter _meter = new(IndexMetrics.MeterName);

    /// <summary>Builds the nodes. Must be called inside the clock's run, where the nodes' loops start.</summary>
    public IndexNetwork(VirtualClock clock, IndexNetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
#pragma warning disable RS0030 // The simulator's composition root: the one place that turns the seed into chance.
        Random = new Random(settings.Seed);
#pragma warning restore RS0030
        Clock = clock;
        Settings = settings;
        var drawn = settings.DrawMap();
        var map = settings.Clients > 0 ? new TruncatedMap(drawn, settings.Nodes) : drawn;
        Network = new SimulatedNetwork(clock, map, settings.Conditions, Random);
        _tokens = new SeededTokens(Random);
        _metrics = new IndexMetrics(_meter);
        var clusters = ClustersFromMap.Draw(map, settings.Levels, _tokens);
        _nodes = new IndexNode[settings.Nodes];
        _transports = new SimulatedTransport[settings.Nodes];
        _stops = new CancellationTokenSource[settings.Nodes];
        for (var i = 0; i < _nodes.Length; i++)
        {
            CreateNode(i, clusters[i], settings.Listeners);
        }

        ConvergedTables.Fill(_nodes, map, settings, Random);
    }

    /// <summary>The generator of the run, from its seed.</summary>
    public Random Random { get; }

    /// <summary>The virtual clock of all nodes.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The parameters of the network.</summary>
    public IndexNetworkSettings Settings { get; }

    /// <summary>The network between the nodes.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>All nodes; node i is at place i.</summary>
    public IReadOnlyList<IndexNode> Nodes => _nodes;

    /// <summary>The nodes that have not crashed.</summary>
    public IReadOnlyList<IndexNode> Living => [.. _nodes.Where((_, place) => !_stops[place].IsCancellationRequested)];

    /// <summary>The exception that ended a node's loop first.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Starts every node.</summary>
    public void Start()
    {
        for (var place = 0; place < _nodes.Length; place++)
        {
            _ = LiveAsync(place);
        }
    }

    /// <summary>Ends a node without notice to others.</summary>
    public void Crash(int place)
    {
        _stops[place].Cancel();
        _ = _transports[place].DisposeAsync().AsTask();
        _nodes[place].Dispose();
    }

    /// <summary>
    /// Starts a node with a new id at the place of one that has crashed, in the same clusters, and joins it through
    /// another.
    /// </summary>
    public async Task<bool> ReviveAsync(int place, int through)
    {
        _stops[place].Dispose();
        CreateNode(place, _nodes[place].Peers.Clusters, listeners: []);
        _ = LiveAsync(place);
        return await _nodes[place].JoinAsync([_nodes[through].Contact.Address], _stops[place].Token);
    }

    /// <summary>The place of a node, which may have crashed since.</summary>
    public int PlaceOf(NodeId id) => _places[id];

    /// <summary>The place of the node nearest to a point.</summary>
    public int NearestTo(Identifier point) => NearestTo(point, _ => true);

    /// <summary>
    /// The place of the node nearest to a point among those that <paramref name="from"/> can communicate with.
    /// </summary>
    public int NearestTo(Identifier point, int from) =>
        NearestTo(point, place => Network.Connects(from, place) && Network.Connects(place, from));

    /// <inheritdoc />
    public void Dispose()
    {
        for (var place = 0; place < _nodes.Length; place++)
        {
            Crash(place);
            _stops[place].Dispose();
        }

        _meter.Dispose();
    }

    private int NearestTo(Identifier point, Func<int, bool> accept)
    {
        var nearest = -1;
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (
                (
                    nearest < 0
                    || XorDistance.Compare(point, _nodes[i].Contact.Id.Point, _nodes[nearest].Contact.Id.Point) < 0
                ) && accept(i)
            )
            {
                nearest = i;
            }
        }

        return nearest;
    }

    /// <summary>Runs a node's loop, and records an exception that ends it, which no other code would notice.</summary>
    private async Task LiveAsync(int place)
    {
        try
        {
            await _nodes[place].RunAsync(_stops[place].Token);
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            Fault ??= ex;
        }
    }

    private void CreateNode(int place, ClusterSet clusters, IReadOnlyList<Func<NodeId, IIndexEvents>> listeners)
    {
        var config = new IndexNodeConfig(NodeId.Draw(_tokens), Settings.Ports, [new byte[32]], Settings.Options)
        {
            FixedClusters = clusters,
        };
        _stops[place] = new CancellationTokenSource();
        _transports[place] = Network.Attach(place);
        var events = new CompositeIndexEvents([_metrics, .. listeners.Select(listenerOf => listenerOf(config.Id))]);
        _nodes[place] = new IndexNode(config, _transports[place], Clock, Random, _tokens, events);
        _places[config.Id] = place;
    }
}
