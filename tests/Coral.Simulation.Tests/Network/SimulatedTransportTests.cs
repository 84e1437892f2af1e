using Coral.Core.Network;
using Coral.Core.Tests.Network;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Network;

public sealed class SimulatedTransportTests : DatagramTransportConformance
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Datagram_Arrives_HalfARoundTripLater()
    {
        var clock = new VirtualClock();
        Run(clock, NetworkConditions.Perfect, (one, other) => PassAsync(one, other, 1));

        Assert.Equal(RoundTrip / 2, clock.Elapsed);
    }

    [Fact]
    public void Datagrams_WithLoss_ArriveInThatShare()
    {
        var network = Lossy(new NetworkConditions { Loss = 0.25 }, out var arrived);

        Assert.Equal(4_000, network.Datagrams);
        Assert.InRange(arrived, 2_850, 3_150);
    }

    [Fact]
    public void Connects_WithNonTransitivePairs_FailsForThatShareAlwaysAndBothWays()
    {
        var clock = new VirtualClock();
        var conditions = new NetworkConditions { NonTransitiveShare = 0.023 };
        var network = new SimulatedNetwork(clock, new UniformMap(300, RoundTrip), conditions, new Random(3));
        var failed = 0;
        for (var a = 0; a < 300; a++)
        {
            for (var b = a + 1; b < 300; b++)
            {
                failed += network.Connects(a, b) ? 0 : 1;
                Assert.Equal(network.Connects(a, b), network.Connects(b, a));
            }
        }

        Assert.InRange(failed / (300.0 * 299 / 2), 0.020, 0.026);
    }

    protected override void Run(Func<IDatagramTransport, IDatagramTransport, Task> story) =>
        Run(new VirtualClock(), NetworkConditions.Perfect, story);

    private static void Run(
        VirtualClock clock,
        NetworkConditions conditions,
        Func<IDatagramTransport, IDatagramTransport, Task> story
    )
    {
        var network = new SimulatedNetwork(clock, new UniformMap(2, RoundTrip), conditions, new Random(3));
        clock.Run(() => story(network.Attach(0), network.Attach(1)));
    }

    private static async Task PassAsync(IDatagramTransport one, IDatagramTransport other, byte value)
    {
        await one.SendAsync(other.LocalAddress, new[] { value }, default);
        await other.ReceiveAsync(new byte[10], default);
    }

    private static SimulatedNetwork Lossy(NetworkConditions conditions, out int arrived)
    {
        var clock = new VirtualClock();
        var network = new SimulatedNetwork(clock, new UniformMap(2, RoundTrip), conditions, new Random(3));
        var count = 0;
        clock.Run(async () =>
        {
            var (one, other) = (network.Attach(0), network.Attach(1));
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10), clock);
            var receiving = ReceiveAllAsync(other, () => count++, limit.Token);
            for (var i = 0; i < 4_000; i++)
            {
                await one.SendAsync(other.LocalAddress, new byte[1], default);
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
            }

            await receiving;
        });
        arrived = count;
        return network;
    }

    private static async Task ReceiveAllAsync(SimulatedTransport from, Action onReceived, CancellationToken limit)
    {
        try
        {
            while (true)
            {
                await from.ReceiveAsync(new byte[10], limit);
                onReceived();
            }
        }
        catch (OperationCanceledException)
        {
            // The story's time is over.
        }
    }
}
