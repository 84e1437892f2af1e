namespace Coral.Core.Network;

/// <summary>Sends and receives single datagrams.</summary>
/// <remarks>
/// Delivery is best effort: loss, reordering and duplication are normal. One receiver at a time; senders may be many.
/// Addresses are values, so that neither direction allocates for one.
/// </remarks>
public interface IDatagramTransport : IAsyncDisposable
{
    /// <summary>The address peers reach this node at.</summary>
    NodeAddress LocalAddress { get; }

    /// <summary>Largest payload accepted, in bytes: 1200 keeps clear of IPv6's 1280-byte minimum MTU.</summary>
    int MaxDatagramBytes => 1200;

    /// <summary>Hands one datagram to the network. Completion says nothing about arrival.</summary>
    /// <remarks>
    /// The bytes are the caller's again when the task completes. A network that refuses (no route, buffer full) loses
    /// the datagram without a word.
    /// </remarks>
    /// <exception cref="ArgumentException">The datagram is longer than <see cref="MaxDatagramBytes"/>.</exception>
    ValueTask SendAsync(NodeAddress destination, ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken);

    /// <summary>Waits for the next datagram and copies it to the front of <paramref name="buffer"/>.</summary>
    /// <remarks>A datagram longer than the buffer is dropped, never cut.</remarks>
    ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
