using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Tests.Conformance;
using Coral.Core.Index;
using Coral.Simulation.Maps;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Nodes;

/// <summary>The service of a node of the simulator, with its index, network and origin.</summary>
public sealed class PeerServiceConformanceTests : PeerServiceConformance
{
    private static readonly CooperationOptions Cooperation = new();

    protected override Task RunAsync(Func<IServingNode, Task> test)
    {
        var clock = new VirtualClock();
        clock.Run(async () =>
        {
            var settings = new IndexNetworkSettings
            {
                Seed = 5,
                Nodes = 2,
                Map = (nodes, _) => new UniformMap(nodes, TimeSpan.FromMilliseconds(20)),
                Ports = ProxyNetwork.Ports,
            };
            using var index = new IndexNetwork(clock, settings);
            index.Start();
            var conditions = new WebConditions { OriginBitsPerSecond = 384_000 };
            using var nodes = new ProxyNetwork(index, conditions, new CacheOptions(), Cooperation);
            await test(new Node(nodes));
            nodes.Check(Cooperation.UploadsPerObject);
        });
        return Task.CompletedTask;
    }

    private sealed class Node : IServingNode
    {
        private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

        private readonly ProxyNetwork _nodes;

        public Node(ProxyNetwork nodes)
        {
            _nodes = nodes;
            new Random(7).NextBytes(Content);
            Key = nodes.Origin.Add("/a", Content);
        }

        public IPeerService Service => _nodes.Peers.ServiceOf(0);

        public int Uploads => Cooperation.UploadsPerObject;

        public CacheKey Key { get; }

        public byte[] Content { get; } = new byte[150_000];

        public string Tag => new SimulatedOriginFile(Key.Target, Content).Tag;

        public int OriginRequests => _nodes.Origin.Requests.Count;

        public NodeContact Other => _nodes.Index.Nodes[1].Contact;

        public async Task FetchAsync()
        {
            await FetchAsync(0);
            await Task.Delay(TimeSpan.FromSeconds(1), _nodes.Index.Clock);
        }

        public Task FetchElsewhereAsync() => FetchAsync(1);

        public async Task FetchUntilStaleAsync()
        {
            await FetchAsync();
            await Task.Delay(Lifetime, _nodes.Index.Clock);
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            for (var i = 0; i < 10_000 && !condition(); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), _nodes.Index.Clock);
            }

            Assert.True(condition());
        }

        private async Task FetchAsync(int place)
        {
            var request = new CacheRequest(Key, IsHead: false, FieldList.Empty);
            using var answer = await _nodes.Caches[place].GetAsync(request, CancellationToken.None);
            for (var at = 0L; at < Content.Length; )
            {
                var slice = await answer.Body!.ReadAsync(at, CancellationToken.None);
                Assert.Null(slice.Failure);
                Assert.False(slice.Bytes.IsEmpty);
                at += slice.Bytes.Length;
            }
        }
    }
}
