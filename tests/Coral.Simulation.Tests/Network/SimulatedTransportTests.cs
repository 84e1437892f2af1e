using Coral.Core.Network;
using Coral.Core.Tests.Network;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Network;

public sealed class SimulatedTransportTests : DatagramTransportConformance
{
    protected override Task RunAsync(Func<IDatagramTransport, IDatagramTransport, Task> story)
    {
        var clock = new VirtualClock();
        var map = new UniformMap(2, TimeSpan.FromMilliseconds(20));
        var network = new SimulatedNetwork(clock, map, NetworkConditions.Perfect, new Random(3));
        clock.Run(async () =>
        {
            await using var a = network.Attach(0);
            await using var b = network.Attach(1);
            await story(a, b);
        });
        return Task.CompletedTask;
    }
}
