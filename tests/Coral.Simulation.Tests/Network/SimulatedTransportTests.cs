using Coral.Core.Network;
using Coral.Core.Tests.Network;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Network;

public sealed class SimulatedTransportTests : DatagramTransportConformance
{
    protected override void Run(Func<IDatagramTransport, IDatagramTransport, Task> story)
    {
        var clock = new VirtualClock();
        var map = new UniformMap(2, TimeSpan.FromMilliseconds(20));
        var network = new SimulatedNetwork(clock, map, NetworkConditions.Perfect, new Random(3));
        clock.Run(() => story(network.Attach(0), network.Attach(1)));
    }
}
