using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>The beginning of every message: keys 0 to 6 of its map.</summary>
/// <remarks>
/// 0 version, 1 type, 2 transaction (8 bytes), 3 sender (20 bytes), 4 ports [index, peer, http, dns], 5 clusters (the
/// array of <see cref="ClusterSet"/>, or its 8-byte digest), 6 present and true when the sender does not know the
/// receiver's digest and asks for the clusters in full. Key 7 is reserved for a later version to list the versions it
/// knows; key 0 comes first in every version, so that a newer message is recognised whatever else has changed in it.
/// </remarks>
internal readonly ref struct MessageHeader
{
    /// <summary>The only version of the protocol so far, in which every message is written.</summary>
    public const int Version = 1;

    /// <summary>The first key of the message's body.</summary>
    public const int BodyKey = 8;

    public MessageType Type { get; init; }

    /// <summary>A random number drawn by the requester, so that only the node asked can respond.</summary>
    public ulong Transaction { get; init; }

    public NodeId Sender { get; init; }

    /// <summary>
    /// The port of the sender's index: that of the datagram's source address, unless a NAT translates it.
    /// </summary>
    public ushort IndexPort { get; init; }

    public ServicePorts Ports { get; init; }

    /// <summary>Digest of the sender's clusters.</summary>
    public ulong ClusterDigest { get; init; }

    /// <summary>The encoded clusters of the sender; empty when the message had their digest alone.</summary>
    public ReadOnlySpan<byte> EncodedClusters { get; init; }

    public bool AsksForClusters { get; init; }

    /// <summary>True if the message is of an unknown version; then no other field of it was read.</summary>
    public bool IsOfAnotherVersion { get; init; }

    public bool IsRequest => ((int)Type & 1) == 0;

    /// <summary>Writes the head of the map and keys 0 to 6.</summary>
    /// <param name="writer">Stands at the start of the message.</param>
    /// <param name="clusters">
    /// The clusters to write in full; without them, <see cref="ClusterDigest"/> is written.
    /// </param>
    /// <param name="bodyPairs">The number of map pairs that the body will add.</param>
    public void Write(ref CborWriter writer, ClusterSet? clusters, int bodyPairs)
    {
        writer.Map(6 + (AsksForClusters ? 1 : 0) + bodyPairs);
        writer.UInt(0);
        writer.UInt(Version);
        writer.UInt(1);
        writer.UInt((ulong)Type);
        writer.UInt(2);
        writer.Token(Transaction);
        writer.UInt(3);
        writer.Identifier(Sender.Point);
        writer.UInt(4);
        writer.Array(4);
        writer.UInt(IndexPort);
        writer.UInt(Ports.Peer);
        writer.UInt(Ports.Http);
        writer.UInt(Ports.Dns);
        writer.UInt(5);
        if (clusters is null)
        {
            writer.Token(ClusterDigest);
        }
        else
        {
            clusters.Write(ref writer);
        }

        if (AsksForClusters)
        {
            writer.UInt(6);
            writer.Bool(true);
        }
    }

    /// <summary>Reads keys 0 to 6 and leaves <paramref name="map"/> at the body.</summary>
    public static bool TryRead(ref MapReader map, out MessageHeader header)
    {
        ulong transaction = 0,
            digest = 0;
        var type = (MessageType)int.MaxValue;
        var sender = default(NodeId);
        var indexPort = default(ushort);
        var ports = default(ServicePorts);
        var encoded = ReadOnlySpan<byte>.Empty;
        var asks = false;
        var seen = 0;
        while (map.TryNext(BodyKey, out var key))
        {
            seen |= 1 << key;
            switch (key)
            {
                case 0 when map.Items.UInt(ushort.MaxValue) != Version:
                    header = new MessageHeader { IsOfAnotherVersion = !map.Items.Failed };
                    return false;
                case 0:
                    break;
                case 1:
                    type = (MessageType)map.Items.UInt(byte.MaxValue);
                    break;
                case 2:
                    transaction = map.Items.Token();
                    break;
                case 3:
                    sender = new NodeId(map.Items.Identifier());
                    break;
                case 4:
                    ReadPorts(ref map.Items, out indexPort, out ports);
                    break;
                case 5 when map.Items.NextType == CborReader.ByteString:
                    digest = map.Items.Token();
                    break;
                case 5:
                    encoded = map.Items.RawItem();
                    digest = ClusterSet.DigestOf(encoded);
                    break;
                case 6:
                    asks = map.Items.Bool();
                    break;
                default:
                    map.Items.Skip();
                    break;
            }
        }

        header = new MessageHeader
        {
            Type = type,
            Transaction = transaction,
            Sender = sender,
            IndexPort = indexPort,
            Ports = ports,
            ClusterDigest = digest,
            EncodedClusters = encoded,
            AsksForClusters = asks,
        };
        return !map.Items.Failed && (seen & 0x3F) == 0x3F && type <= MessageType.Stored;
    }

    private static void ReadPorts(ref CborReader items, out ushort indexPort, out ServicePorts ports)
    {
        if (items.ArrayOf(4) != 4)
        {
            items.Refuse();
        }

        indexPort = items.Port();
        ports = new ServicePorts(items.Port(), items.Port(), items.Port());
    }
}
