using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Clusters;
using Coral.Index.Events;
using Coral.Index.Options;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Hints;

/// <summary>
/// Forty nodes at public addresses, each in a network of its own but for the last two; buckets of one, no clusters.
/// </summary>
internal sealed class HintNetwork : IDisposable
{
    public const int Nodes = 40;

    private readonly Meter _meter = new("test");
    private readonly List<CancellationTokenSource> _stops = [];
    private readonly List<Task> _running = [];

    private HintNetwork(VirtualClock clock, bool hints)
    {
        Clock = clock;
        var random = new Random(SmallNetwork.Seed);
        var tokens = new SeededTokens(random);
        var map = new UniformMap(Nodes, TimeSpan.FromMilliseconds(20));
        var network = new SimulatedNetwork(clock, map, NetworkConditions.Perfect, random);
        var metrics = new IndexMetrics(_meter);
        var addresses = Enumerable.Range(0, Nodes).Select(AddressOf).ToList();
        var options = new IndexOptions { BucketSize = 1, Hints = hints };
        for (var i = 0; i < Nodes; i++)
        {
            var config = new IndexNodeConfig(NodeId.Draw(tokens), default, [new byte[32]], options)
            {
                Clusters = new ClusterOptions { Levels = 1 },
            };
            var transport = new PublicTransport(network.Attach(i), addresses);
            All.Add(new IndexNode(config, transport, clock, random, tokens, metrics));
        }
    }

    public VirtualClock Clock { get; }

    public List<IndexNode> All { get; } = [];

    /// <summary>One of the two nodes in the same network.</summary>
    public IndexNode First => All[Nodes - 2];

    /// <summary>The other node in that network.</summary>
    public IndexNode Second => All[Nodes - 1];

    /// <summary>The hint of their common network.</summary>
    public static NetworkHint Shared => NetworkHint.OfNetwork(AddressOf(Nodes - 1).ToIPAddress())!.Value;

    /// <summary>Runs a story on nodes that have joined one after another.</summary>
    public static void Run(bool hints, Func<HintNetwork, Task> story)
    {
        var clock = new VirtualClock();
        clock.Run(async () =>
        {
            using var network = new HintNetwork(clock, hints);
            await network.StartAsync();
            await story(network);
        });
    }

    /// <summary>True if a node has exchanged a message with another.</summary>
    public static bool Knows(IndexNode node, IndexNode other) =>
        node.Peers.Find(other.Contact.Id) is { RoundTrip.HasSample: true };

    /// <summary>The contacts that node 0 finds under a hint.</summary>
    public async Task<List<NodeContact>> UnderAsync(NetworkHint hint)
    {
        var found = await All[0].Content.GetAsync(hint.Key, LevelRange.All, CancellationToken.None);
        return [.. found.Values.Select(value => Pointer.TryDecode(value.Bytes.Span)!.Contact)];
    }

    /// <summary>Stops a node that the tests no longer need.</summary>
    public void Stop(IndexNode node) => _stops[All.IndexOf(node)].Cancel();

    public void Dispose()
    {
        _stops.ForEach(stop => stop.Cancel());
        All.ForEach(node => node.Dispose());
        _meter.Dispose();
    }

    private async Task StartAsync()
    {
        foreach (var node in All)
        {
            var stop = new CancellationTokenSource();
            _stops.Add(stop);
            _running.Add(node.RunAsync(stop.Token));
            Assert.True(node == All[0] || await node.JoinAsync([All[0].Contact.Address], stop.Token));
        }
    }

    private static NodeAddress AddressOf(int node) =>
        NodeAddress.From(
            node < Nodes - 2
                ? new IPAddress([198, 51, (byte)node, 1])
                : new IPAddress([192, 0, 2, (byte)(node - Nodes + 3)]),
            7400
        );
}
