using Coral.Caching.Peers;
using Coral.Caching.Tests.Conformance;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Peers;

/// <summary>The network that the tests of this project run in keeps the promises of a real one.</summary>
public sealed class PeerNetworkTwinTests : PeerNetworkConformance
{
    protected override Task RunAsync(Func<IPeerPair, Task> test)
    {
        var pair = new Pair();
        pair.Clock.Run(() => test(pair));
        return Task.CompletedTask;
    }

    private sealed class Pair : IPeerPair
    {
        private readonly PeerNetworkTwin _network;

        public Pair()
        {
            _network = new PeerNetworkTwin(Clock);
            _network.Join(RequesterContact, new WaitingService());
            _network.Join(Server, new WaitingService());
            Requester = _network.For(RequesterContact);
        }

        public VirtualClock Clock { get; } = new();

        public IPeerNetwork Requester { get; }

        public NodeContact RequesterContact { get; } = TestNetwork.ContactOf(0);

        public NodeContact Server { get; } = TestNetwork.ContactOf(1);

        public void Serve(IPeerService service) => _network.Join(Server, service);

        public Task KillServerAsync()
        {
            _network.Kill(Server.Id);
            return Task.CompletedTask;
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            for (var i = 0; i < 10_000 && !condition(); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), Clock);
            }

            Assert.True(condition());
        }
    }
}
