using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Store;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>The store operation: a request to keep, renew or remove a value of the sender.</summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="composer">Writes header and seal of datagrams.</param>
/// <param name="peers">The tables that name this node's clusters.</param>
/// <param name="store">This node's part of the index.</param>
/// <param name="deferred">The requests that wait for a check of holders.</param>
internal sealed class StoreOperation(
    MessageComposer composer,
    PeerTable peers,
    PointerStore store,
    DeferredRequests deferred
) : IRequestHandler
{
    private readonly StoreAnswer _answer = new();

    /// <summary>Writes a request as a whole datagram.</summary>
    public static int Encode(
        MessageComposer composer,
        Span<byte> buffer,
        ulong transaction,
        Peer? to,
        StoreRequest request
    )
    {
        var writer = composer.Begin(buffer, MessageType.Store, transaction, to, request.Pairs);
        request.Write(ref writer);
        return composer.Finish(buffer, writer);
    }

    /// <summary>Reads the body of a response.</summary>
    public static bool TryDecode(ref MapReader map, StoreAnswer answer) => StoreResponse.TryRead(ref map, answer);

    /// <inheritdoc />
    public bool TryHandle(scoped IncomingRequest request, ref MapReader map, Span<byte> room, out int length)
    {
        length = 0;
        if (!StoreRequest.TryRead(ref map, out var command) || (int)command.Level >= peers.Levels)
        {
            return false;
        }

        if (deferred.MustWait(request, command.Key, command.Level, command.Except))
        {
            return true;
        }

        Answer(request.CallerAt(command.Level, peers), command, _answer);
        var pairs = StoreResponse.Pairs(_answer);
        var writer = composer.Begin(room, MessageType.Stored, request.Transaction, request.Peer, pairs);
        StoreResponse.Write(ref writer, _answer);
        length = composer.Finish(room, writer);
        return true;
    }

    /// <summary>Stores, and fills <paramref name="answer"/> with the values that came before a lease.</summary>
    public void Answer(Caller caller, scoped StoreRequest request, StoreAnswer answer)
    {
        answer.Clear();
        if (!caller.SharesCluster)
        {
            answer.Outcome = StoreOutcome.Stranger;
            return;
        }

        var (key, level, owner) = (request.Key, request.Level, caller.Contact);
        if (request.TimeToLive == TimeSpan.Zero)
        {
            store.Remove(key, level, owner.Id);
            return;
        }

        var stored = store.Write(key, level, owner, request.Value, request.TimeToLive, request.LeaseId);
        answer.Outcome = stored ? StoreOutcome.Stored : StoreOutcome.Full;
        if (request.LeaseId is { } lease)
        {
            store.Read(key, level, new LeaseRequest(owner.Id, lease), answer.Values);
        }
    }
}
