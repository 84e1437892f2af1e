using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Receives datagrams: opens the seal, reads the header, and passes requests and responses on.</summary>
/// <remarks>
/// A datagram that is malformed, badly sealed, of another version, above its sender's rate, or a response to no request
/// is counted and dropped without a reply. Owned by the node's loop.
/// </remarks>
/// <param name="self">This node, whose own datagrams are dropped.</param>
/// <param name="seal">Proves that a datagram is of this network.</param>
/// <param name="requests">Handles the datagrams that are requests.</param>
/// <param name="responses">Handles the datagrams that are responses.</param>
/// <param name="events">Receives the datagrams that are dropped.</param>
internal sealed class RpcDispatcher(
    NodeId self,
    DatagramSeal seal,
    RequestReceiver requests,
    ResponseReceiver responses,
    IIndexEvents events
)
{
    /// <summary>Handles one datagram.</summary>
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
