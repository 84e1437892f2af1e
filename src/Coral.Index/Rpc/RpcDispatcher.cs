using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Takes datagrams in: opens the seal, reads the header, and hands requests and responses on.</summary>
/// <remarks>
/// A datagram that is malformed, badly sealed, of another version, above its sender's rate, or a response to nothing is
/// counted and dropped without a reply. Owned by the node's loop.
/// </remarks>
/// <param name="self">This node, whose own datagrams are dropped.</param>
/// <param name="seal">Proves that a datagram is of this network.</param>
/// <param name="requests">Takes requests.</param>
/// <param name="responses">Takes responses.</param>
/// <param name="events">Told of what is dropped.</param>
internal sealed class RpcDispatcher(
    NodeId self,
    DatagramSeal seal,
    RequestReceiver requests,
    ResponseReceiver responses,
    IIndexEvents events
)
{
    /// <summary>One datagram has come.</summary>
    public void Receive(NodeAddress source, ReadOnlySpan<byte> datagram)
    {
        if (!seal.TryOpen(datagram, out var message))
        {
            events.DatagramDropped(source, DatagramDropReason.Seal);
            return;
        }

        var map = new MapReader(message);
        if (!MessageHeader.TryRead(ref map, out var header) || header.Sender == self)
        {
            events.DatagramDropped(
                source,
                header.IsOfAnotherVersion ? DatagramDropReason.Version : DatagramDropReason.Malformed
            );
            return;
        }

        if (header.IsRequest)
        {
            requests.Receive(source, message, header, ref map);
        }
        else
        {
            responses.Receive(source, header, ref map);
        }
    }
}
