using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Reads responses, and completes the requests that they belong to.</summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="calls">The requests that are in flight.</param>
/// <param name="peers">The tables that learn of responses.</param>
/// <param name="introductions">Notes the sender of each datagram.</param>
/// <param name="limiter">Limits the requests of each address; an unexpected response counts as a request.</param>
/// <param name="events">Receives the responses that are dropped.</param>
internal sealed class ResponseReceiver(
    OutgoingCalls calls,
    PeerTable peers,
    Introductions introductions,
    RateLimiter limiter,
    IIndexEvents events
)
{
    /// <summary>Handles a response whose seal and header have been checked.</summary>
    public void Receive(NodeAddress source, scoped MessageHeader header, ref MapReader map)
    {
        var call = calls.Pending.Take(header.Transaction, source, header.Type);
        if (call is null)
        {
            events.DatagramDropped(source, DatagramDropReason.Unasked);
            TakeBack(new NodeContact(header.Sender, source, header.Ports), header);
            return;
        }

        if (call.To.Id != header.Sender && call.To.Id != default)
        {
            events.DatagramDropped(source, DatagramDropReason.Stranger);
            calls.Superseded(call);
            return;
        }

        if (!call.TryRead(ref map))
        {
            events.DatagramDropped(source, DatagramDropReason.Malformed);
            calls.Pending.TryAdd(call);
            return;
        }

        var contact = new NodeContact(header.Sender, source, header.Ports);
        var peer = peers.Answered(contact, introductions.ClustersOf(header));
        peer.AnnouncedDigest = header.ClusterDigest;
        calls.Answered(call, peer, header.AsksForClusters);
    }

    /// <summary>
    /// Makes a node known again that was given up: its response comes too late, but shows that the node is there.
    /// </summary>
    private void TakeBack(NodeContact contact, scoped MessageHeader header)
    {
        if (!peers.MayLearn(contact) && limiter.TryTake(contact.Address))
        {
            introductions.Meet(contact, header);
        }
    }
}
