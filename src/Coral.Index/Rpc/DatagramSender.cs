using Coral.Core.Network;

namespace Coral.Index.Rpc;

/// <summary>Sends datagrams without waiting, from pooled buffers.</summary>
/// <remarks>Owned by the node's loop. When the network accepts datagrams at once, one buffer serves for all.</remarks>
internal sealed class DatagramSender(IDatagramTransport transport)
{
    /// <summary>Largest datagram, in bytes.</summary>
    public const int MaxBytes = 1_200;

    private readonly Stack<byte[]> _buffers = new();

    /// <summary>A buffer to compose in; sending or <see cref="Return"/> takes it back.</summary>
    public byte[] Rent() => _buffers.TryPop(out var buffer) ? buffer : new byte[MaxBytes];

    public void Return(byte[] buffer) => _buffers.Push(buffer);

    /// <summary>Sends the front of a rented buffer.</summary>
    public void Send(NodeAddress destination, byte[] buffer, int length)
    {
        var sending = transport.SendAsync(destination, buffer.AsMemory(0, length), CancellationToken.None);
        if (sending.IsCompletedSuccessfully)
        {
            sending.GetAwaiter().GetResult();
            Return(buffer);
            return;
        }

        _ = ReturnWhenSentAsync(sending, buffer);
    }

    /// <summary>Sends bytes that the caller keeps unchanged.</summary>
    public void Send(NodeAddress destination, ReadOnlyMemory<byte> datagram)
    {
        var sending = transport.SendAsync(destination, datagram, CancellationToken.None);
        if (!sending.IsCompletedSuccessfully)
        {
            _ = sending.AsTask();
        }
    }

    private async Task ReturnWhenSentAsync(ValueTask sending, byte[] buffer)
    {
        await sending;
        Return(buffer);
    }
}
