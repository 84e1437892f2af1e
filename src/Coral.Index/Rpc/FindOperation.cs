using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Store;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>
/// The find operation: a request for the contacts that a node knows near a point, and for the values it holds for a
/// key.
/// </summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="composer">Writes header and seal of datagrams.</param>
/// <param name="peers">The tables that contacts are read from.</param>
/// <param name="store">This node's part of the index.</param>
/// <param name="opinions">This node's measurements of clusters.</param>
/// <param name="deferred">The requests that wait for a check of holders.</param>
/// <param name="events">Receives the finds of other nodes, and the puts that were let through.</param>
internal sealed class FindOperation(
    MessageComposer composer,
    PeerTable peers,
    PointerStore store,
    IClusterOpinions opinions,
    DeferredRequests deferred,
    IIndexEvents events
) : IRequestHandler
{
    /// <summary>Contacts in one response.</summary>
    public const int ContactsPerAnswer = 8;

    private readonly NearestPeers _nearest = new(FindResponse.MaxContacts);
    private readonly FindAnswer _answer = new();

    /// <summary>Writes a request as a whole datagram.</summary>
    public static int Encode(
        MessageComposer composer,
        Span<byte> buffer,
        ulong transaction,
        Peer? to,
        FindRequest request
    )
    {
        var writer = composer.Begin(buffer, MessageType.Find, transaction, to, request.Pairs);
        request.Write(ref writer);
        return composer.Finish(buffer, writer);
    }

    /// <summary>Reads the body of a response.</summary>
    public static bool TryDecode(ref MapReader map, FindAnswer answer) => FindResponse.TryRead(ref map, answer);

    /// <inheritdoc />
    public bool TryHandle(scoped IncomingRequest request, ref MapReader map, Span<byte> room, out int length)
    {
        length = 0;
        if (!FindRequest.TryRead(ref map, out var find) || (int)find.Level >= peers.Levels)
        {
            return false;
        }

        if (deferred.MustWait(request, find.Key, find.Level, find.Except))
        {
            return true;
        }

        events.FindReceived(request.Sender, find.Mode);
        Answer(request.CallerAt(find.Level, peers), find, _answer);
        var pairs = FindResponse.Pairs(_answer, find.Mode);
        var writer = composer.Begin(room, MessageType.Found, request.Transaction, request.Peer, pairs);
        FindResponse.Write(ref writer, _answer, find.Mode);
        length = composer.Finish(room, writer);
        return true;
    }

    /// <summary>
    /// Fills <paramref name="answer"/> with the values that this node holds for the key, else with contacts near the
    /// target.
    /// </summary>
    public void Answer(Caller caller, scoped FindRequest request, FindAnswer answer)
    {
        answer.Clear();
        answer.IsStranger = !caller.SharesCluster;
        switch (request.Mode)
        {
            case FindMode.Nearest:
                answer.IsStranger = false;
                answer.Contacts.AddRange(peers.NearestByRoundTrip(ContactsPerAnswer).Select(peer => peer.Contact));
                return;
            case FindMode.Opinion:
                answer.IsStranger = false;
                answer.Opinion = opinions.OpinionOf(request.Level, request.Target);
                return;
            case FindMode.Nodes:
                AddContacts(request, answer.Contacts);
                return;
            case var _ when answer.IsStranger:
                return;
            case FindMode.Values:
                store.Read(request.Key, request.Level, before: null, answer.Values);
                break;
            case FindMode.Lease:
                var lease = new LeaseRequest(caller.Contact.Id, request.LeaseId);
                store.Read(request.Key, request.Level, lease, answer.Values);
                break;
            case FindMode.Probe:
                answer.State = Probe(caller, request);
                break;
            default:
                break;
        }

        if (answer.Values.Count == 0)
        {
            AddContacts(request, answer.Contacts);
        }
    }

    private PutState Probe(Caller caller, scoped FindRequest request)
    {
        var (key, level, sender) = (request.Key, request.Level, caller.Contact.Id);
        var state = store.Probe(key, level, sender, caller.Transaction, out var passed);
        if (passed)
        {
            events.PutPassed(key, level, sender);
        }

        return state;
    }

    private void AddContacts(scoped FindRequest request, List<NodeContact> contacts)
    {
        peers.Table(request.Level).Nearest(request.Target, _nearest, ContactsPerAnswer);
        for (var i = 0; i < _nearest.Count; i++)
        {
            contacts.Add(_nearest[i].Contact);
        }
    }
}
