using Coral.Index.Clusters;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Writes whole datagrams: this node's header, a message, the seal.</summary>
/// <remarks>Each method gives the datagram's length, or 0 when the room was too small. Allocates nothing.</remarks>
internal sealed class MessageComposer(LocalNode self, PeerTable peers, DatagramSeal seal)
{
    /// <summary>
    /// Zeros that bring a find of an open network to where eight contacts fit three times its length.
    /// </summary>
    public const int OpenFindPadding = 64;

    public int Ping(Span<byte> buffer, ulong transaction, Peer? to, PingRequest request)
    {
        var writer = Begin(buffer, MessageType.Ping, transaction, to, request.Pairs);
        request.Write(ref writer);
        return Finish(buffer, writer);
    }

    public int Find(Span<byte> buffer, ulong transaction, Peer? to, FindRequest request)
    {
        var writer = Begin(buffer, MessageType.Find, transaction, to, request.Pairs);
        request.Write(ref writer);
        return Finish(buffer, writer);
    }

    public int Store(Span<byte> buffer, ulong transaction, Peer? to, StoreRequest request)
    {
        var writer = Begin(buffer, MessageType.Store, transaction, to, request.Pairs);
        request.Write(ref writer);
        return Finish(buffer, writer);
    }

    public int Pong(Span<byte> buffer, ulong transaction, Peer? to, PingResponse response)
    {
        var writer = Begin(buffer, MessageType.Pong, transaction, to, response.Pairs);
        response.Write(ref writer);
        return Finish(buffer, writer);
    }

    public int Found(Span<byte> buffer, ulong transaction, Peer? to, FindAnswer answer, FindMode mode)
    {
        var writer = Begin(buffer, MessageType.Found, transaction, to, FindResponse.Pairs(answer, mode));
        FindResponse.Write(ref writer, answer, mode);
        return Finish(buffer, writer);
    }

    public int Stored(Span<byte> buffer, ulong transaction, Peer? to, StoreAnswer answer)
    {
        var writer = Begin(buffer, MessageType.Stored, transaction, to, StoreResponse.Pairs(answer));
        StoreResponse.Write(ref writer, answer);
        return Finish(buffer, writer);
    }

    private CborWriter Begin(Span<byte> buffer, MessageType type, ulong transaction, Peer? to, int bodyPairs)
    {
        var ours = peers.Clusters;
        var header = new MessageHeader
        {
            Type = type,
            Transaction = transaction,
            Sender = self.Id,
            IndexPort = self.Address.Port,
            Ports = self.Ports,
            ClusterDigest = ours.Digest,
            AsksForClusters = to is { AnnouncedDigest: not 0 } && to.AnnouncedDigest != (to.Clusters?.Digest ?? 0),
        };
        var writer = new CborWriter(buffer.Length > DatagramSeal.TagBytes ? buffer[..^DatagramSeal.TagBytes] : default);
        header.Write(ref writer, Introduces(to, ours) ? ours : null, bodyPairs);
        return writer;
    }

    /// <summary>Whether our clusters are to be told in full: the receiver has not shown that it knows them.</summary>
    private static bool Introduces(Peer? to, ClusterSet ours) => to is null || to.KnownDigest != ours.Digest;

    private int Finish(Span<byte> buffer, CborWriter writer) => writer.Failed ? 0 : seal.Seal(buffer, writer.Length);
}
