using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Handles the requests of other nodes, within their rate, and sends the responses.</summary>
/// <remarks>
/// Allocates nothing for a ping or a find from a node that is known. Owned by the node's loop.
/// </remarks>
internal sealed class RequestReceiver
{
    /// <summary>
    /// The longest response of an open network, as a multiple of its request: the sender's address is not validated
    /// there.
    /// </summary>
    private const int OpenAmplification = 3;

    private readonly IRequestHandler[] _handlers;
    private readonly RateLimiter _limiter;
    private readonly Introductions _introductions;
    private readonly DatagramSender _sender;
    private readonly bool _isAuthentic;
    private readonly IIndexEvents _events;

    /// <summary>Makes a receiver for these handlers.</summary>
    /// <param name="handlers">One handler for each type of request: ping, find, store.</param>
    /// <param name="limiter">Limits the requests of each address.</param>
    /// <param name="introductions">Notes the sender of each datagram.</param>
    /// <param name="sender">Sends the responses, and lends their buffers.</param>
    /// <param name="isAuthentic">True if the network has a key.</param>
    /// <param name="events">Receives what is dropped and answered.</param>
    public RequestReceiver(
        IRequestHandler[] handlers,
        RateLimiter limiter,
        Introductions introductions,
        DatagramSender sender,
        bool isAuthentic,
        IIndexEvents events
    )
    {
        _handlers = handlers;
        _limiter = limiter;
        _introductions = introductions;
        _sender = sender;
        _isAuthentic = isAuthentic;
        _events = events;
    }

    /// <summary>Handles a request whose seal and header have been checked.</summary>
    public void Receive(
        NodeAddress source,
        scoped ReadOnlySpan<byte> message,
        scoped MessageHeader header,
        ref MapReader map
    )
    {
        if (_limiter.TryTake(source))
        {
            Answer(source, message, header, ref map);
        }
        else
        {
            _events.DatagramDropped(source, DatagramDropReason.Rate);
        }
    }

    /// <summary>Handles a deferred request, which was counted by the rate limiter when it came.</summary>
    public void Resume(NodeAddress source, ReadOnlySpan<byte> message)
    {
        var map = new MapReader(message);
        if (MessageHeader.TryRead(ref map, out var header))
        {
            Answer(source, message, header, ref map);
        }
    }

    private void Answer(
        NodeAddress source,
        scoped ReadOnlySpan<byte> message,
        scoped MessageHeader header,
        ref MapReader map
    )
    {
        var contact = new NodeContact(header.Sender, source, header.Ports);
        var request = new IncomingRequest
        {
            Sender = contact,
            Peer = _introductions.Meet(contact, header),
            Transaction = header.Transaction,
            ClusterDigest = header.ClusterDigest,
            Message = message,
            Receiver = this,
        };
        var buffer = _sender.Rent();
        var room = _isAuthentic
            ? DatagramSender.MaxBytes
            : Math.Min(DatagramSender.MaxBytes, OpenAmplification * (message.Length + DatagramSeal.TagBytes));
        var handler = _handlers[(int)header.Type >> 1];
        if (!handler.TryHandle(request, ref map, buffer.AsSpan(0, room), out var length))
        {
            _events.DatagramDropped(source, DatagramDropReason.Malformed);
        }

        if (length == 0)
        {
            _sender.Return(buffer);
            return;
        }

        _events.RequestAnswered(header.Type.ToRpcType());
        _sender.Send(source, buffer, length);
    }
}
