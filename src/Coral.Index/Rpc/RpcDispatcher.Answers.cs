using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Answers: one method a request.</summary>
internal sealed partial class RpcDispatcher
{
    private bool AnswerPing(NodeContact contact, Peer peer, scoped MessageHeader header, ref MapReader map, int room)
    {
        if (!PingRequest.TryRead(ref map, out var request))
        {
            return false;
        }

        var response = new PingResponse(
            request.Key is { } key && !tools.Published.IsPublished(key),
            request.AsksForHealth ? new NodeHealth(tools.Conditions(), tools.Clock.Now) : null
        );
        var buffer = parts.Sender.Rent();
        Send(contact, buffer, parts.Composer.Pong(buffer.AsSpan(0, room), header.Transaction, peer, response));
        return true;
    }

    private bool AnswerFind(
        NodeContact contact,
        Peer peer,
        scoped MessageHeader header,
        ref MapReader map,
        scoped ReadOnlySpan<byte> datagram,
        int room
    )
    {
        if (!FindRequest.TryRead(ref map, out var request) || (int)request.Level >= parts.Peers.Levels)
        {
            return false;
        }

        if (MustWait(request.Key, request.Level, request.Except, contact, header.Transaction, datagram))
        {
            return true;
        }

        server.Find(CallerOf(contact, peer, header, request.Level), request, _found);
        var buffer = parts.Sender.Rent();
        var length = parts.Composer.Found(buffer.AsSpan(0, room), header.Transaction, peer, _found, request.Mode);
        Send(contact, buffer, length);
        return true;
    }

    private bool AnswerStore(
        NodeContact contact,
        Peer peer,
        scoped MessageHeader header,
        ref MapReader map,
        scoped ReadOnlySpan<byte> datagram,
        int room
    )
    {
        if (!StoreRequest.TryRead(ref map, out var request) || (int)request.Level >= parts.Peers.Levels)
        {
            return false;
        }

        if (MustWait(request.Key, request.Level, request.Except, contact, header.Transaction, datagram))
        {
            return true;
        }

        server.Store(CallerOf(contact, peer, header, request.Level), request, _stored);
        var buffer = parts.Sender.Rent();
        var length = parts.Composer.Stored(buffer.AsSpan(0, room), header.Transaction, peer, _stored);
        Send(contact, buffer, length);
        return true;
    }

    private IndexServer.Caller CallerOf(NodeContact contact, Peer peer, scoped MessageHeader header, ClusterLevel level)
    {
        var clusters = peer.Clusters?.Digest == header.ClusterDigest ? peer.Clusters : null;
        return new IndexServer.Caller(contact, header.Transaction, parts.Peers.Clusters.Shares(level, clusters));
    }

    /// <summary>
    /// A request with exceptions waits until we have tried those holders ourselves, and is then taken in again. Its
    /// repetitions meanwhile are dropped.
    /// </summary>
    private bool MustWait(
        Key key,
        ClusterLevel level,
        ReadOnlySpan<byte> except,
        NodeContact contact,
        ulong transaction,
        ReadOnlySpan<byte> datagram
    )
    {
        if (_working.Contains((contact.Id, transaction)) || _working.Count >= MaxWorking)
        {
            return true;
        }

        if (except.IsEmpty || !check.IsNeeded(key, level, except))
        {
            return false;
        }

        _working.Add((contact.Id, transaction));
        _ = AnswerLaterAsync(check.RunAsync(key, level, except), contact, transaction, datagram.ToArray());
        return true;
    }

    private async Task AnswerLaterAsync(Task checks, NodeContact contact, ulong transaction, byte[] datagram)
    {
        await checks;
        _working.Remove((contact.Id, transaction));
        Receive(contact.Address, datagram);
    }

    private void Send(NodeContact to, byte[] buffer, int length)
    {
        if (length == 0)
        {
            // Not even the head fits three times the request: an open network owes no answer to that.
            parts.Sender.Return(buffer);
            return;
        }

        tools.Metrics.Answered();
        parts.Sender.Send(to.Address, buffer, length);
    }
}
