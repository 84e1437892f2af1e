using Coral.Core.Network;

namespace Coral.Simulation.Network;

/// <summary>One node's end of a <see cref="SimulatedNetwork"/>.</summary>
/// <remarks>Holds at most 256 datagrams that nobody has received yet, as a socket's buffer would; more are lost.</remarks>
internal sealed class SimulatedEndpoint(SimulatedNetwork network, int place) : IDatagramTransport
{
    private const int Capacity = 256;
    private readonly Queue<(NodeAddress Source, byte[] Datagram)> _waiting = new();
    private TaskCompletionSource? _receiver;

    public int Place { get; } = place;

    public NodeAddress LocalAddress { get; } = SimulatedNetwork.AddressOf(place);

    private int MaxDatagramBytes => ((IDatagramTransport)this).MaxDatagramBytes;

    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        if (datagram.Length > MaxDatagramBytes)
        {
            throw new ArgumentException($"A datagram has at most {MaxDatagramBytes} bytes.", nameof(datagram));
        }

        network.Send(this, destination, datagram);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.Datagram.Length <= buffer.Length)
                {
                    next.Datagram.CopyTo(buffer);
                    return new ReceivedDatagram(next.Source, next.Datagram.Length);
                }
            }

            _receiver = new TaskCompletionSource();
            await _receiver.Task.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        network.Detach(Place);
        return ValueTask.CompletedTask;
    }

    internal void Deliver(NodeAddress source, byte[] datagram)
    {
        if (_waiting.Count < Capacity)
        {
            _waiting.Enqueue((source, datagram));
            _receiver?.TrySetResult();
        }
    }
}
