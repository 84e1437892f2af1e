using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Store;

namespace Coral.Index.Rpc;

/// <summary>What this node answers: to others' requests, and to its own when it lies on its own path.</summary>
/// <remarks>Decides and remembers; sends nothing. Owned by the node's loop.</remarks>
internal sealed class IndexServer(PeerTable peers, PointerStore store, ClusterOpinions witness)
{
    /// <summary>Contacts in one answer.</summary>
    public const int ContactsPerAnswer = 8;

    private readonly NearestPeers _nearest = new(FindResponse.MaxContacts);

    /// <summary>Who asks, and with which request: a repetition is told from another request by it.</summary>
    internal readonly record struct Caller(NodeContact Contact, ulong Transaction, bool Shares);

    /// <summary>Told of every find of another node: what scenarios count.</summary>
    public Action<NodeId, FindMode>? Observer { get; set; }

    /// <summary>
    /// Fills <paramref name="answer"/> with what we hold for the key, else with whom we know near the target.
    /// </summary>
    public void Find(Caller caller, FindRequest request, FindAnswer answer)
    {
        answer.Clear();
        if (caller.Contact.Id != peers.Self)
        {
            Observer?.Invoke(caller.Contact.Id, request.Mode);
        }

        answer.IsStranger = !caller.Shares;
        switch (request.Mode)
        {
            case FindMode.Nearest:
                answer.IsStranger = false;
                witness.AddNearest(ContactsPerAnswer, answer.Contacts);
                return;
            case FindMode.Opinion:
                answer.IsStranger = false;
                answer.Opinion = witness.OpinionOf(request.Level, request.Target);
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
                var claim = new LeaseRequest(caller.Contact.Id, request.LeaseId);
                store.Read(request.Key, request.Level, claim, answer.Values);
                break;
            case FindMode.Probe:
                answer.State = store.Probe(request.Key, request.Level, caller.Contact.Id, caller.Transaction);
                break;
            default:
                break;
        }

        if (answer.Values.Count == 0)
        {
            AddContacts(request, answer.Contacts);
        }
    }

    /// <summary>Stores, and fills <paramref name="answer"/> with what came before a claim.</summary>
    public void Store(Caller caller, StoreRequest request, StoreAnswer answer)
    {
        answer.Clear();
        if (!caller.Shares)
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

    /// <summary>Until when a put of our own ends here at once: its key is full and loaded.</summary>
    /// <returns>A time on the node's clock; one that is over when it goes on now.</returns>
    public TimeSpan StopsOwnUntil(Key key, ClusterLevel level, TimeSpan timeToLive) =>
        store.StopsUntil(key, level, timeToLive);

    /// <summary>What our own store answers a get of ours.</summary>
    public void ReadOwn(Key key, ClusterLevel level, List<IndexValue> values) =>
        store.Read(key, level, before: null, values);

    private void AddContacts(FindRequest request, List<NodeContact> contacts)
    {
        peers.Table(request.Level).Nearest(request.Target, _nearest, ContactsPerAnswer);
        for (var i = 0; i < _nearest.Count; i++)
        {
            contacts.Add(_nearest[i].Contact);
        }
    }
}
