using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Clusters;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>
/// Takes datagrams in: opens, reads, learns about the sender, then answers a request or completes a call.
/// </summary>
/// <remarks>
/// What is malformed, badly sealed, of another version, too much, or an answer to nothing is counted and dropped
/// without a word. Allocates nothing for a ping or a find from a node that is known. Owned by the node's loop.
/// </remarks>
internal sealed partial class RpcDispatcher(
    RpcParts parts,
    DatagramSeal seal,
    IndexServer server,
    RpcClient client,
    HolderCheck check,
    DispatcherTools tools
)
{
    private const int MaxGreetings = 16;
    private const int MaxWorking = 1_024;
    private readonly HashSet<(NodeId Sender, ulong Transaction)> _working = [];
    private readonly HashSet<NodeId> _greeting = [];
    private readonly FindAnswer _found = new();
    private readonly StoreAnswer _stored = new();

    /// <summary>One datagram has come.</summary>
    public void Receive(NodeAddress source, ReadOnlySpan<byte> datagram)
    {
        if (!seal.TryOpen(datagram, out var message))
        {
            tools.Metrics.Dropped("seal");
            return;
        }

        var map = new MapReader(message);
        if (!MessageHeader.TryRead(ref map, out var header) || header.Sender == parts.Peers.Self)
        {
            tools.Metrics.Dropped(header.IsOfAnotherVersion ? "version" : "malformed");
            return;
        }

        if (header.IsRequest)
        {
            ReceiveRequest(source, datagram, header, ref map);
        }
        else
        {
            ReceiveResponse(source, header, ref map);
        }
    }

    private void ReceiveResponse(NodeAddress source, scoped MessageHeader header, ref MapReader map)
    {
        var call = client.Pending.Take(header.Transaction, source, header.Type);
        if (call is null)
        {
            tools.Metrics.Dropped("unasked");
            TakeBack(new NodeContact(header.Sender, source, header.Ports), header);
            return;
        }

        if (call.To.Id != header.Sender && call.To.Id != default)
        {
            tools.Metrics.Dropped("stranger");
            client.Superseded(call);
            return;
        }

        if (!ReadAnswer(header.Type, ref map, call.Answer))
        {
            tools.Metrics.Dropped("malformed");
            client.Pending.TryAdd(call);
            return;
        }

        var contact = new NodeContact(header.Sender, source, header.Ports);
        var peer = parts.Peers.Answered(contact, ClustersOf(header));
        peer.AnnouncedDigest = header.ClusterDigest;
        client.Answered(call, peer, header.AsksForClusters);
    }

    /// <summary>
    /// An answer of a node that we gave up, perhaps the one that we did not wait for: slow, but there after all.
    /// </summary>
    private void TakeBack(NodeContact contact, scoped MessageHeader header)
    {
        if (!parts.Peers.MayLearn(contact) && tools.Limiter.TryTake(contact.Address))
        {
            Meet(contact, header);
        }
    }

    private static bool ReadAnswer(MessageType type, ref MapReader map, object answer)
    {
        switch (type)
        {
            case MessageType.Pong:
                var read = PingResponse.TryRead(ref map, out var pong);
                ((PingAnswer)answer).Disowns = pong.Disowns;
                ((PingAnswer)answer).Health = pong.Health;
                return read;
            case MessageType.Found:
                return FindResponse.TryRead(ref map, (FindAnswer)answer);
            default:
                return StoreResponse.TryRead(ref map, (StoreAnswer)answer);
        }
    }

    private void ReceiveRequest(
        NodeAddress source,
        scoped ReadOnlySpan<byte> datagram,
        scoped MessageHeader header,
        ref MapReader map
    )
    {
        if (!tools.Limiter.TryTake(source))
        {
            tools.Metrics.Dropped("rate");
            return;
        }

        var contact = new NodeContact(header.Sender, source, header.Ports);
        var peer = Meet(contact, header);
        var room = seal.IsAuthentic ? DatagramSender.MaxBytes : Math.Min(DatagramSender.MaxBytes, 3 * datagram.Length);
        var understood = header.Type switch
        {
            MessageType.Ping => AnswerPing(contact, peer, header, ref map, room),
            MessageType.Find => AnswerFind(contact, peer, header, ref map, datagram, room),
            _ => AnswerStore(contact, peer, header, ref map, datagram, room),
        };
        if (!understood)
        {
            tools.Metrics.Dropped("malformed");
        }
    }

    /// <summary>
    /// Notes what a datagram says of its sender: known from now on, but in no table before it has answered us.
    /// </summary>
    private Peer Meet(NodeContact contact, scoped MessageHeader header)
    {
        parts.Peers.Quarantine.Release(contact.Id);
        var peer = parts.Peers.Known(contact);
        peer.AnnouncedDigest = header.ClusterDigest;
        peer.LastSeen = tools.Clock.Now;
        if (peer.Clusters?.Digest != header.ClusterDigest && ClustersOf(header) is { } clusters)
        {
            parts.Peers.Moved(peer, clusters);
        }

        if (!peer.RoundTrip.HasSample && parts.Peers.HasPlaceFor(peer))
        {
            Greet(contact);
        }

        return peer;
    }

    private ClusterSet? ClustersOf(scoped MessageHeader header)
    {
        if (header.EncodedClusters.IsEmpty)
        {
            return null;
        }

        var known = parts.Peers.Find(header.Sender)?.Clusters;
        return known?.Digest == header.ClusterDigest ? known
            : parts.Peers.Clusters.Digest == header.ClusterDigest ? parts.Peers.Clusters
            : ClusterSet.TryRead(header.EncodedClusters);
    }

    /// <summary>Pings a node that was heard and may have a place: only its answer proves that we reach it.</summary>
    private void Greet(NodeContact contact)
    {
        if (_greeting.Count < MaxGreetings && _greeting.Add(contact.Id))
        {
            _ = GreetAsync(contact);
        }
    }

    private async Task GreetAsync(NodeContact contact)
    {
        await client.PingAsync(contact, key: null);
        _greeting.Remove(contact.Id);
    }
}
