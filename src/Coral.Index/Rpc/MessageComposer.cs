using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>Writes whole datagrams: this node's header, the body that an operation adds, the seal.</summary>
/// <remarks>Allocates nothing.</remarks>
internal sealed class MessageComposer(LocalNode self, PeerTable peers, DatagramSeal seal)
{
    /// <summary>
    /// Bytes of padding that make a find of an open network so long that eight contacts fit into three times its
    /// length.
    /// </summary>
    private const int OpenFindPadding = 64;

    /// <summary>Bytes of padding in a find: none in a network with a key.</summary>
    public int FindPadding { get; } = seal.IsAuthentic ? 0 : OpenFindPadding;

    /// <summary>Writes the header of a message.</summary>
    /// <param name="buffer">Receives the datagram from its first byte.</param>
    /// <param name="transaction">The request's number, the same in its response.</param>
    /// <param name="to">The receiver, if it is known.</param>
    /// <param name="bodyPairs">The number of map pairs that the body will add.</param>
    /// <returns>A writer at the place of the body.</returns>
    public CborWriter Begin(Span<byte> buffer, MessageType type, ulong transaction, Peer? to, int bodyPairs)
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

    /// <summary>Seals the message.</summary>
    /// <returns>The datagram's length; 0 when the room was too small.</returns>
    public int Finish(Span<byte> buffer, CborWriter writer) => writer.Failed ? 0 : seal.Seal(buffer, writer.Length);

    /// <summary>
    /// True if our clusters must be written in full, since the receiver has not shown that it knows them.
    /// </summary>
    private static bool Introduces(Peer? to, ClusterSet ours) => to is null || to.KnownDigest != ours.Digest;
}
