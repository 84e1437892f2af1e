using System.Net;
using Coral.Core.Network;
using Coral.Core.Tests.Network;
using Coral.Transport.Tests.Fixtures;
using Coral.Transport.Udp;

namespace Coral.Transport.Tests.Udp;

public sealed class LoopbackDatagramTransportTests : DatagramTransportConformance
{
    private static readonly NodeAddress Far = NodeAddress.From(IPAddress.Parse("192.0.2.7"), 7400);

    [Fact]
    public async Task Send_BeyondThisMachine_IsLossBeforeTheNetworkSeesIt()
    {
        var network = new RecordingTransport();
        await using var transport = new LoopbackDatagramTransport(network);
        await transport.SendAsync(Far, new byte[1], TestContext.Current.CancellationToken);
        await transport.SendAsync(Far.WithPort(1), new byte[1], TestContext.Current.CancellationToken);
        await transport.SendAsync(transport.LocalAddress, new byte[1], TestContext.Current.CancellationToken);

        Assert.Equal([transport.LocalAddress], network.Sent);
    }

    [Fact]
    public async Task Receive_FromBeyondThisMachine_IsPassedOver()
    {
        var network = new RecordingTransport();
        network.Arriving.Enqueue(new ReceivedDatagram(Far, 1));
        network.Arriving.Enqueue(new ReceivedDatagram(network.LocalAddress, 2));
        await using var transport = new LoopbackDatagramTransport(network);
        var received = await transport.ReceiveAsync(new byte[9], TestContext.Current.CancellationToken);

        Assert.Equal(new ReceivedDatagram(network.LocalAddress, 2), received);
    }

    protected override async Task RunAsync(Func<IDatagramTransport, IDatagramTransport, Task> story)
    {
        await using var a = new LoopbackDatagramTransport(Sockets.Open("127.0.0.1"));
        await using var b = new LoopbackDatagramTransport(Sockets.Open("127.0.0.1"));
        await story(a, b);
    }

    private sealed class RecordingTransport : IDatagramTransport
    {
        public NodeAddress LocalAddress => NodeAddress.From(IPAddress.Loopback, 7400);

        public List<NodeAddress> Sent { get; } = [];

        public Queue<ReceivedDatagram> Arriving { get; } = new();

        public ValueTask SendAsync(
            NodeAddress destination,
            ReadOnlyMemory<byte> datagram,
            CancellationToken cancellationToken
        )
        {
            Sent.Add(destination);
            return ValueTask.CompletedTask;
        }

        public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Arriving.Dequeue());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
