using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Tests.Conformance;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Peers;

/// <summary>The service of a cache over an index and a network in memory.</summary>
public sealed class PeerServiceTests : PeerServiceConformance
{
    protected override Task RunAsync(Func<IServingNode, Task> test)
    {
        using var network = new TestNetwork(2);
        network.Clock.Run(() => test(new Node(network)));
        return Task.CompletedTask;
    }

    private sealed class Node : IServingNode
    {
        private const string Target = "/a";
        private const int Lifetime = 60;

        private readonly TestNetwork _network;

        public Node(TestNetwork network)
        {
            _network = network;
            network.Web.Answer = (_, _) =>
                Script.Ok(("Cache-Control", $"max-age={Lifetime}"), ("ETag", Tag)) with
                {
                    Length = Content.Length,
                    ChunkAfter = TimeSpan.FromMilliseconds(100),
                };
        }

        public IPeerService Service => _network[0].Service;

        public int Uploads { get; } = new CooperationOptions().UploadsPerObject;

        public CacheKey Key { get; } = CacheFixture.Request(Target).Key;

        public byte[] Content { get; } = Fixtures.Content.Bytes(150_000);

        public string Tag => "\"v1\"";

        public int OriginRequests => _network.Web.Hits;

        public NodeContact Other => _network[1].Contact;

        public async Task FetchAsync()
        {
            await _network[0].GetAsync(Target);
            await _network.Wait(1);
        }

        public Task FetchElsewhereAsync() => _network[1].GetAsync(Target);

        public async Task FetchUntilStaleAsync()
        {
            await FetchAsync();
            await _network.Wait(Lifetime);
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            for (var i = 0; i < 10_000 && !condition(); i++)
            {
                await _network.Wait(0.001);
            }

            Assert.True(condition());
        }
    }
}
