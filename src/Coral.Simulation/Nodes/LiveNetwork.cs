using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Coral.Index;
using Coral.Index.Events;
using Coral.Index.Options;
using Coral.Simulation.Invariants;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Nodes;

/// <summary>
/// Index nodes that start with empty tables: they join, find their clusters, crash, and are replaced by new nodes.
/// </summary>
/// <remarks>To be made and used inside the clock's run. Each place of the map has at most one node at a time.</remarks>
public sealed class LiveNetwork : IDisposable
{
    private readonly RunningNode?[] _places;
    private readonly SeededTokens _tokens;
    private readonly Meter _meter = new(IndexMetrics.MeterName);
    private readonly IndexMetrics _metrics;
    private readonly IndexOptions _options;
    private readonly LeakageWatch _leakage;

    /// <summary>Makes a network without nodes.</summary>
    public LiveNetwork(
        VirtualClock clock,
        ILatencyMap map,
        NetworkConditions conditions,
        IndexOptions options,
        int seed
    )
    {
        ArgumentNullException.ThrowIfNull(map);
#pragma warning disable RS0030 // The simulator's composition root: the place that turns the seed into chance.
        Random = new Random(seed);
#pragma warning restore RS0030
        Clock = clock;
        Map = map;
        Network = new SimulatedNetwork(clock, map, conditions, Random);
        _tokens = new SeededTokens(Random);
        _metrics = new IndexMetrics(_meter);
        _options = options;
        _leakage = new LeakageWatch(clock, options);
        _places = new RunningNode?[map.Count];
    }

    /// <summary>The generator of the run, from its seed.</summary>
    public Random Random { get; }

    /// <summary>The virtual clock of all nodes.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The latency map.</summary>
    public ILatencyMap Map { get; }

    /// <summary>The network between the nodes.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>The node at a place, or <see langword="null"/> when none runs there.</summary>
    public IndexNode? this[int place] => _places[place]?.Node;

    /// <summary>True if the node at a place runs and has joined the network.</summary>
    public bool HasJoined(int place) => _places[place] is { HasJoined: true };

    /// <summary>All nodes that run.</summary>
    public IReadOnlyList<IndexNode> Living => [.. _places.Where(p => p is not null).Select(p => p!.Node)];

    /// <summary>Checks all invariants on the nodes that run.</summary>
    /// <param name="longestTimeToLive">The longest time that the scenario gave any value.</param>
    /// <param name="areStable">True if no node crashes during the check, so that lookups can be checked.</param>
    public Task CheckAsync(TimeSpan longestTimeToLive, bool areStable)
    {
        var population = new Population(Clock, Living, _options)
        {
            Leakage = _leakage,
            LongestTimeToLive = longestTimeToLive,
            IsStable = areStable,
        };
        return InvariantChecker.CheckAsync(population, Random);
    }

    /// <summary>Draws a uniformly distributed point of the space.</summary>
    public Identifier DrawPoint() => NodeId.Draw(_tokens).Point;

    /// <summary>Starts a node with a new id, and joins it through another one.</summary>
    /// <param name="place">The place of the new node, where none runs.</param>
    /// <param name="through">The place of a node that runs, or <see langword="null"/> for the first one.</param>
    public void Start(int place, int? through)
    {
        var transport = Network.Attach(place);
        var config = new IndexNodeConfig(NodeId.Draw(_tokens), default, [new byte[32]], _options);
        var events = new CompositeIndexEvents(_metrics, _leakage.Of(config.Id));
        var node = new IndexNode(config, transport, Clock, Random, _tokens, events);
        var running = new RunningNode(node, transport);
        _places[place] = running;
        _ = LiveAsync(running, through);
    }

    /// <summary>Ends a node without notice to others.</summary>
    public void Crash(int place)
    {
        if (_places[place] is { } node)
        {
            _places[place] = null;
            node.Stop.Cancel();
            _ = node.Transport.DisposeAsync().AsTask();
            node.Node.Dispose();
        }
    }

    /// <summary>
    /// The place of a uniformly drawn node that has joined; <see langword="null"/> when there is none.
    /// </summary>
    public int? AnyJoined()
    {
        var joined = Enumerable.Range(0, _places.Length).Where(HasJoined).ToList();
        return joined.Count == 0 ? null : joined[Random.Next(joined.Count)];
    }

    /// <summary>The node nearest to a point, of those that have joined.</summary>
    public NodeId? NearestTo(Identifier point)
    {
        NodeId? nearest = null;
        foreach (var node in _places)
        {
            if (
                node is { HasJoined: true, Node.Contact.Id: var id }
                && (nearest is null || XorDistance.Compare(point, id.Point, nearest.Value.Point) < 0)
            )
            {
                nearest = id;
            }
        }

        return nearest;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        for (var place = 0; place < _places.Length; place++)
        {
            Crash(place);
        }

        _meter.Dispose();
    }

    private static async Task LiveAsync(RunningNode node, int? through)
    {
        var running = node.Node.RunAsync(node.Stop.Token);
        try
        {
            if (through is { } place)
            {
                await node.Node.JoinAsync([SimulatedNetwork.AddressOf(place)], node.Stop.Token);
            }

            node.HasJoined = true;
            await running;
        }
        catch (Exception error)
            when (node.Stop.IsCancellationRequested && error is OperationCanceledException or ObjectDisposedException)
        {
            // The node has crashed; its pending work is abandoned.
        }
    }

    private sealed class RunningNode(IndexNode node, SimulatedTransport transport)
    {
        public IndexNode Node { get; } = node;

        public SimulatedTransport Transport { get; } = transport;

        public CancellationTokenSource Stop { get; } = new();

        public bool HasJoined { get; set; }
    }
}
