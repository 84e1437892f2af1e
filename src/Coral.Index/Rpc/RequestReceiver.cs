using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Takes the requests of other nodes in, within their rate, and sends the responses.</summary>
/// <remarks>
/// Allocates nothing for a ping or a find from a node that is known. Owned by the node's loop.
/// </remarks>
internal sealed class RequestReceiver
{
    /// <summary>
    /// The most that a response of an open network has, in times its request: the sender's address is not validated
    /// there.
    /// </summary>
    private const int OpenAmplification = 3;

    private readonly IRequestHandler[] _handlers;
    private readonly RateLimiter _limiter;
    private readonly Introductions _introductions;
    private readonly DatagramSender _sender;
    private readonly bool _isAuthentic;
    private readonly IIndexEvents _events;

    /// <summary>Takes requests in from now on.</summary>
    /// <param name="handlers">One for each type of request: ping, find, store.</param>
    /// <param name="limiter">Requests of each address.</param>
    /// <param name="introductions">Makes senders known.</param>
    /// <param name="sender">Sends responses.</param>
    /// <param name="isAuthentic">Whether the network has a key.</param>
    /// <param name="events">Told of what is dropped and answered.</param>
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

    /// <summary>A request has come, its seal and header are in order.</summary>
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

    /// <summary>A request that was deferred is taken in again. It has paid the rate limiter when it came.</summary>
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
