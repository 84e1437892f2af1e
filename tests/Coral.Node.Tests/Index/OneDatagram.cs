using Coral.Core.Network;

namespace Coral.Node.Tests.Index;

/// <summary>A transport that sends one datagram, loses all that follow it, and receives what comes.</summary>
internal sealed class OneDatagram(IDatagramTransport inner) : IDatagramTransport
{
    private int _isSent;

    public NodeAddress LocalAddress => inner.LocalAddress;

    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    ) =>
        Interlocked.Exchange(ref _isSent, 1) == 0
            ? inner.SendAsync(destination, datagram, cancellationToken)
            : ValueTask.CompletedTask;

    public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        inner.ReceiveAsync(buffer, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
