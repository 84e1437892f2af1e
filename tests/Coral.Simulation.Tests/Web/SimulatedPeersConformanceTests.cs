using Coral.Caching.Peers;
using Coral.Caching.Tests.Conformance;
using Coral.Core.Index;
using Coral.Simulation.Network;

namespace Coral.Simulation.Tests.Web;

/// <summary>The conformance of the modelled peers.</summary>
public sealed class SimulatedPeersConformanceTests : PeerNetworkConformance
{
    protected override Task RunAsync(Func<IPeerPair, Task> test)
    {
        var pair = new Pair();
        pair.Web.Clock.Run(() => test(pair));
        return Task.CompletedTask;
    }

    private sealed class Pair : IPeerPair
    {
        public Pair()
        {
            Serve(new WaitingService());
            Requester = Web.Peers.NetworkOf(0);
        }

        public WebFixture Web { get; } = new();

        public IPeerNetwork Requester { get; }

        public NodeContact RequesterContact { get; } = new(default, SimulatedNetwork.AddressOf(0), default);

        public NodeContact Server { get; } = new(default, SimulatedNetwork.AddressOf(1), default);

        public void Serve(IPeerService service) => Web.Peers.Serve(1, service);

        public Task KillServerAsync()
        {
            Web.Web.Crash(1);
            return Task.CompletedTask;
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            for (var i = 0; i < 10_000 && !condition(); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), Web.Clock);
            }

            Assert.True(condition());
        }
    }
}
