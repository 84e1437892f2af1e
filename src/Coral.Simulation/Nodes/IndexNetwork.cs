using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Coral.Index;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Nodes;

/// <summary>Many index nodes in virtual time, with converged tables from the start.</summary>
/// <remarks>
/// Tables are what long running would make them: each bucket holds k of the nodes that belong there, drawn at random,
/// or
/// all when there are no more. So a scenario measures what it is about, and 10,000 nodes start in seconds.
/// </remarks>
public sealed class IndexNetwork : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IndexNode[] _nodes;
    private readonly Dictionary<NodeId, int> _places = [];
    private readonly Meter _meter = new(IndexMetrics.MeterName);

    /// <summary>Builds the nodes. Call it inside the clock's run, where the nodes' loops start.</summary>
    public IndexNetwork(VirtualClock clock, IndexNetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
#pragma warning disable RS0030 // The simulator's composition root: the one place that turns the seed into chance.
        Random = new Random(settings.Seed);
#pragma warning restore RS0030
        Clock = clock;
        Settings = settings;
        var map = settings.Map(settings.Nodes, settings.Seed);
        Network = new SimulatedNetwork(clock, map, settings.Conditions, Random);
        var tokens = new SeededTokens(Random);
        var metrics = new IndexMetrics(_meter);
        var clusters = ClustersFromMap.Draw(map, settings.Levels, tokens);
        _nodes = new IndexNode[settings.Nodes];
        for (var i = 0; i < _nodes.Length; i++)
        {
            var config = new IndexNodeConfig(NodeId.Draw(tokens), default, [new byte[32]], settings.Options);
            _nodes[i] = new IndexNode(config, clusters[i], Network.Attach(i), clock, Random, tokens, metrics);
            _places[config.Id] = i;
        }

        ConvergedTables.Fill(_nodes, map, settings, Random);
    }

    /// <summary>Chance, from the seed.</summary>
    public Random Random { get; }

    /// <summary>The nodes' time.</summary>
    public VirtualClock Clock { get; }

    /// <summary>What was asked for.</summary>
    public IndexNetworkSettings Settings { get; }

    /// <summary>What connects them.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>All nodes; node i is at place i.</summary>
    public IReadOnlyList<IndexNode> Nodes => _nodes;

    /// <summary>Sets every node going.</summary>
    public void Start()
    {
        foreach (var node in _nodes)
        {
            _ = node.RunAsync(_stop.Token);
        }
    }

    /// <summary>The place of a node.</summary>
    public int PlaceOf(NodeId id) => _places[id];

    /// <summary>The number of the node nearest to a point.</summary>
    public int NearestTo(Identifier point)
    {
        var nearest = 0;
        for (var i = 1; i < _nodes.Length; i++)
        {
            if (XorDistance.Compare(point, _nodes[i].Contact.Id.Point, _nodes[nearest].Contact.Id.Point) < 0)
            {
                nearest = i;
            }
        }

        return nearest;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var node in _nodes)
        {
            node.Dispose();
        }

        _meter.Dispose();
        _stop.Dispose();
    }
}
