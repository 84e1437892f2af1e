using Coral.Core.Network;
using Coral.Simulation.Network;

namespace Coral.Index.Tests.Fixtures;

/// <summary>A node's end of a simulated network under addresses of another network's choice.</summary>
/// <param name="inner">Its end under the simulator's own addresses.</param>
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
