using Coral.Core.Network;
using Coral.Simulation.Network;

namespace Coral.Index.Tests.Fixtures;

/// <summary>A node's transport on a simulated network, with other addresses than the simulator's.</summary>
/// <param name="inner">The node's transport, with the simulator's own addresses.</param>
/// <param name="addresses">The address of each node.</param>
internal sealed class PublicTransport(SimulatedTransport inner, IReadOnlyList<NodeAddress> addresses)
    : IDatagramTransport
{
    public NodeAddress LocalAddress => addresses[inner.Node];

    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        var node = addresses.ToList().IndexOf(destination);
        Assert.NotEqual(-1, node);
        return inner.SendAsync(SimulatedNetwork.AddressOf(node), datagram, cancellationToken);
    }

    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var received = await inner.ReceiveAsync(buffer, cancellationToken);
        var node = Enumerable.Range(0, addresses.Count).First(n => SimulatedNetwork.AddressOf(n) == received.Source);
        return received with { Source = addresses[node] };
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
