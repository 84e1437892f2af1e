using System.Runtime.CompilerServices;
using Coral.Core.Network;

namespace Coral.Transport.Udp;

/// <summary>A transport limited to this machine, for networks without a key.</summary>
/// <remarks>Datagrams from and to other addresses are dropped. It owns the inner transport.</remarks>
public sealed class LoopbackDatagramTransport(IDatagramTransport inner) : IDatagramTransport
{
    /// <inheritdoc />
    public NodeAddress LocalAddress => inner.LocalAddress;

    /// <inheritdoc />
    public int MaxDatagramBytes => inner.MaxDatagramBytes;

    /// <inheritdoc />
    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    ) => destination.IsLoopback ? inner.SendAsync(destination, datagram, cancellationToken) : ValueTask.CompletedTask;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await inner.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (received.Source.IsLoopback)
            {
                return received;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
