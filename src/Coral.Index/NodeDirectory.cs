using System.Net;
using System.Numerics;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Clusters;
using Coral.Index.Hints;
using Coral.Index.Routing;

namespace Coral.Index;

/// <summary>The directory of one index node: the peers in its tables.</summary>
/// <remarks>
/// Owned by the node's loop, like the tables. Members are ordered by the network prefix that they share with the
/// target, where there is one, and then by our own round-trip time to them. Members that hints name for the target's
/// own network are included once they have responded to this node; the first query for that network does not wait for
/// them.
/// </remarks>
public sealed class NodeDirectory : INodeDirectory
{
    private readonly PeerTable _peers;
    private readonly ClusterOptions _options;
    private readonly TargetHints? _hints;

    internal NodeDirectory(PeerTable peers, ClusterOptions options, TargetHints? hints)
    {
        _hints = hints;
        _peers = peers;
        _options = options;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<NodeContact>> NodesAsync(
        ClusterLevel level,
        int count,
        IPAddress? target,
        NodeServices services,
        CancellationToken cancellationToken
    )
    {
        NodeAddress? near = target is null ? null : NodeAddress.From(target, port: 1);
        var members =
            (int)level < _peers.Levels
                ? Members(level)
                    .Concat(Hinted(level, target))
                    .DistinctBy(peer => peer.Id)
                    .Where(peer => peer.Contact.Ports.Offer(services))
                : [];
        return ValueTask.FromResult<IReadOnlyList<NodeContact>>([
            .. members
                .OrderByDescending(peer => near is { } address ? CommonPrefixLength(address, peer.Contact.Address) : 0)
                .ThenBy(peer => peer.RoundTrip.HasSample ? peer.RoundTrip.Minimum : TimeSpan.MaxValue)
                .ThenBy(peer => peer.Id)
                .Take(count)
                .Select(peer => peer.Contact),
        ]);
    }

    /// <inheritdoc />
    public IReadOnlyList<LevelInfo> Levels() =>
        [
            new LevelInfo(
                ClusterLevel.Global,
                Timeout.InfiniteTimeSpan,
                default,
                _peers.Table(ClusterLevel.Global).EstimateSize()
            ),
            .. Enumerable.Range(1, _peers.Levels - 1).Select(level => Above((ClusterLevel)level)),
        ];

    /// <summary>
    /// The contacts to begin with after a restart: those of every table, once each, in the order of their ids.
    /// </summary>
    public IReadOnlyList<NodeContact> Contacts() =>
        [
            .. Enumerable
                .Range(0, _peers.Levels)
                .SelectMany(level => Members((ClusterLevel)level))
                .Select(peer => peer.Contact)
                .DistinctBy(contact => contact.Id)
                .OrderBy(contact => contact.Id),
        ];

    private LevelInfo Above(ClusterLevel level)
    {
        var cluster = _peers.Clusters[level];
        return new LevelInfo(level, _options.Diameter(level), cluster.Id, (int)Math.Min(int.MaxValue, cluster.Size));
    }

    /// <summary>Members of the target's network that have responded to this node, in a table or not.</summary>
    private IEnumerable<Peer> Hinted(ClusterLevel level, IPAddress? target) =>
        (target is null || _hints is null ? [] : _hints.Near(target))
            .Select(_peers.Find)
            .OfType<Peer>()
            .Where(peer => peer.RoundTrip.HasSample && _peers.Clusters.Shares(level, peer.Clusters));

    private IEnumerable<Peer> Members(ClusterLevel level)
    {
        var table = _peers.Table(level);
        for (var i = 0; i < table.Depth; i++)
        {
            var bucket = table.Bucket(i);
            for (var place = 0; place < (bucket?.Count ?? 0); place++)
            {
                yield return bucket![place];
            }
        }
    }

    /// <summary>The number of leading bits that two addresses share; -1 when they are of different families.</summary>
    private static int CommonPrefixLength(NodeAddress left, NodeAddress right)
    {
        if (left.AddressLength != right.AddressLength)
        {
            return -1;
        }

        Span<byte> bytes = stackalloc byte[32];
        left.WriteAddress(bytes);
        right.WriteAddress(bytes[16..]);
        for (var i = 0; i < left.AddressLength; i++)
        {
            var difference = (uint)(bytes[i] ^ bytes[16 + i]);
            if (difference != 0)
            {
                return (8 * i) + BitOperations.LeadingZeroCount(difference << 24);
            }
        }

        return 8 * left.AddressLength;
    }
}
