using Coral.Core.Network;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Network;

public sealed class SimulatedNetworkTests
{
    private readonly VirtualClock _clock = new();
    private readonly byte[] _buffer = new byte[1200];

    [Fact]
    public void Send_OnAPerfectNetwork_ArrivesAfterHalfARoundTrip()
    {
        var network = Create(NetworkConditions.Perfect);
        _clock.Run(async () =>
        {
            await using var a = network.Attach(0);
            await using var b = network.Attach(1);
            await a.SendAsync(b.LocalAddress, new byte[] { 1, 2, 3 }, default);

            var received = await b.ReceiveAsync(_buffer, default);

            Assert.Equal(new ReceivedDatagram(a.LocalAddress, 3), received);
            Assert.Equal([1, 2, 3], _buffer[..3]);
        });

        Assert.Equal(TimeSpan.FromMilliseconds(20), _clock.Elapsed);
        Assert.Equal(3 + SimulatedNetwork.HeaderBytes, network.Traffic[0].BytesSent);
        Assert.Equal(1, network.Traffic[1].DatagramsReceived);
    }

    [Fact]
    public void Send_WithLoss_LosesThatShare()
    {
        var network = Create(new NetworkConditions { Loss = 0.25 });

        Assert.InRange(Delivered(network, 10_000), 7_300, 7_700);
    }

    [Fact]
    public void Cut_OneWay_LeavesTheOtherOpen_AndHealEndsIt()
    {
        var network = Create(NetworkConditions.Perfect);
        network.Cut(0, 1);

        Assert.False(network.Connects(0, 1));
        Assert.True(network.Connects(1, 0));
        Assert.Equal(0, Delivered(network, 5));

        network.Heal();
        Assert.Equal(5, Delivered(network, 5));
    }

    [Fact]
    public void Partition_OfTwoSides_ConnectsWithinThemOnly()
    {
        var network = Create(NetworkConditions.Perfect, nodes: 4);
        network.Partition(node => node % 2);

        Assert.True(network.Connects(0, 2));
        Assert.False(network.Connects(0, 1));
    }

    [Fact]
    public void Connects_WithNonTransitivePairs_FailsForThatShareBothWays()
    {
        var network = Create(NetworkConditions.Perfect with { NonTransitiveShare = 0.1 }, nodes: 200);
        var pairs = from a in Enumerable.Range(0, 200) from b in Enumerable.Range(0, a) select (a, b);

        Assert.All(pairs, pair => Assert.Equal(network.Connects(pair.a, pair.b), network.Connects(pair.b, pair.a)));
        Assert.InRange(pairs.Count(pair => !network.Connects(pair.a, pair.b)), 1_800, 2_180);
    }

    [Fact]
    public void Dispose_WhileReceiving_EndsTheWaitAndLosesWhatComesAfter()
    {
        var network = Create(NetworkConditions.Perfect);
        _clock.Run(async () =>
        {
            var a = network.Attach(0);
            var b = network.Attach(1);
            var waiting = b.ReceiveAsync(_buffer, default);
            await a.SendAsync(b.LocalAddress, new byte[] { 1 }, default);
            await b.DisposeAsync();

            await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);

            await using var restarted = network.Attach(1);
            await a.SendAsync(restarted.LocalAddress, new byte[] { 2 }, default);
            await restarted.ReceiveAsync(_buffer, default);
            Assert.Equal(1, _buffer[0]);
        });
    }

    [Fact]
    public void Receive_Cancelled_Throws_AndTheNextReceiveWorks()
    {
        var network = Create(NetworkConditions.Perfect);
        _clock.Run(async () =>
        {
            await using var a = network.Attach(0);
            await using var b = network.Attach(1);
            using var cancellation = new CancellationTokenSource();
            var waiting = b.ReceiveAsync(_buffer, cancellation.Token);
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

            await a.SendAsync(b.LocalAddress, new byte[] { 9 }, default);
            Assert.Equal(1, (await b.ReceiveAsync(_buffer, default)).Length);
        });
    }

    [Fact]
    public void Receive_MoreThanTheQueueHolds_LosesTheRest()
    {
        var network = Create(NetworkConditions.Perfect);

        Assert.Equal(
            SimulatedTransport.MaxQueued,
            Delivered(network, SimulatedTransport.MaxQueued + 10, receiveLate: true)
        );
    }

    private SimulatedNetwork Create(NetworkConditions conditions, int nodes = 2)
    {
        var row = string.Join(' ', Enumerable.Repeat("40", nodes));
        var matrix = string.Join('\n', Enumerable.Repeat(row, nodes));
        return new SimulatedNetwork(_clock, MatrixMap.Read(new StringReader(matrix)), conditions, new Random(1));
    }

    /// <summary>The number of datagrams, out of <paramref name="count"/> from node 0, that arrive at node 1.</summary>
    private int Delivered(SimulatedNetwork network, int count, bool receiveLate = false)
    {
        var delivered = 0;
        _clock.Run(async () =>
        {
            await using var a = network.Attach(0);
            await using var b = network.Attach(1);
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60), _clock);
            var receiving = receiveLate ? Task.CompletedTask : ReceiveAllAsync(b, end.Token);
            for (var i = 0; i < count; i++)
            {
                await a.SendAsync(b.LocalAddress, new byte[1], default);
            }

            await Task.Delay(TimeSpan.FromSeconds(30), _clock);
            await (receiveLate ? ReceiveAllAsync(b, end.Token) : receiving);
        });
        return delivered;

        async Task ReceiveAllAsync(SimulatedTransport transport, CancellationToken end)
        {
            try
            {
                while (true)
                {
                    await transport.ReceiveAsync(_buffer, end);
                    delivered++;
                }
            }
            catch (OperationCanceledException) { }
        }
    }
}
