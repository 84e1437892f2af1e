using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Messages;
using Coral.Index.Routing;

namespace Coral.Index.Clusters;

/// <summary>A node's knowledge of one level above 0: its own cluster, and the others that it could be in.</summary>
/// <remarks>
/// A record that decides nothing: the round trips and clusters of other nodes are kept with the peers, and this class
/// remembers which members were drawn at random from which cluster. Owned by the node's loop.
/// </remarks>
internal sealed class ClusterMembership(ClusterLevel level, TimeSpan diameter, PeerTable peers, MonotonicClock clock)
{
    /// <summary>Most other clusters that one evaluation considers.</summary>
    public const int MaxCandidates = 8;

    /// <summary>The age from which on what a peer said no longer counts.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Dictionary<Identifier, ClusterSample> _samples = [];
    private readonly List<uint> _sizes = [];

    public ClusterLevel Level { get; } = level;

    public TimeSpan Diameter { get; } = diameter;

    /// <summary>All levels above 0 that a node has.</summary>
    public static ImmutableArray<ClusterMembership> Of(PeerTable peers, ClusterOptions options, MonotonicClock clock) =>
        [
            .. Enumerable
                .Range(1, peers.Levels - 1)
                .Select(level => (ClusterLevel)level)
                .Select(level => new ClusterMembership(level, options.Diameter(level), peers, clock)),
        ];

    /// <summary>The cluster this node is in, as it announces it.</summary>
    public ClusterInfo Own => peers.Clusters[Level];

    /// <summary>The members of our own cluster that responded to this node.</summary>
    public RoutingTable Table => peers.Table(Level);

    /// <summary>True if we know no other member of our cluster.</summary>
    public bool IsAlone => Table.Count == 0;

    /// <summary>The contacts in our cluster's table, in the order of buckets.</summary>
    public IEnumerable<NodeContact> Members()
    {
        for (var i = 0; i < Table.Depth; i++)
        {
            var bucket = Table.Bucket(i);
            for (var j = 0; j < (bucket?.Count ?? 0); j++)
            {
                yield return bucket![j].Contact;
            }
        }
    }

    /// <summary>A random one of <see cref="Members"/>, of which there must be at least one.</summary>
    public NodeContact AnyMember(Random random) => Members().ElementAt(random.Next(Table.Count));

    /// <summary>Notes that a member of a cluster was drawn at random.</summary>
    public void Drawn(Identifier cluster, NodeId member)
    {
        ref var sample = ref CollectionsMarshal.GetValueRefOrAddDefault(_samples, cluster, out _);
        sample ??= new ClusterSample();
        sample.Add(member, clock.Now);
    }

    /// <summary>The number of members drawn from a cluster, and of those within the diameter.</summary>
    public ClusterTally Tally(Identifier cluster)
    {
        var tally = default(ClusterTally);
        if (_samples.TryGetValue(cluster, out var sample))
        {
            foreach (var member in sample.Members(clock.Now))
            {
                tally = peers.Find(member) is { } peer ? With(tally, peer, cluster) : tally;
            }
        }

        return tally;
    }

    /// <summary>
    /// The same figures as <see cref="Tally"/>; when no member was drawn, those of all contacts that we have in the
    /// cluster.
    /// </summary>
    public ClusterTally Opinion(Identifier cluster)
    {
        var tally = Tally(cluster);
        if (tally.Probed == 0)
        {
            foreach (var peer in peers.All)
            {
                tally = With(tally, peer, cluster);
            }
        }

        return tally;
    }

    /// <summary>The estimated number of members of our own cluster, this node included.</summary>
    public double OwnSize()
    {
        _sizes.Clear();
        _sizes.Add((uint)Table.EstimateSize());
        AddSizes(Own.Id);
        return SizeEstimate.Of(CollectionsMarshal.AsSpan(_sizes), Table.Count + 1);
    }

    /// <summary>Clusters that contacts within the diameter are in; those with most of them first.</summary>
    public List<ClusterCandidate> Candidates()
    {
        var contacts = peers
            .All.Where(peer =>
                IsNear(peer) && ClusterOf(peer) is { } info && info.Id != Own.Id && clock.Now - peer.LastSeen <= Memory
            )
            .ToLookup(peer => ClusterOf(peer)!.Value.Id);
        var candidates = contacts.OrderByDescending(c => c.Count()).ThenBy(c => c.Key).Take(MaxCandidates);
        return [.. candidates.Select(Describe)];
    }

    /// <summary>Forgets the members drawn from clusters that no peer is in any more.</summary>
    public void Trim()
    {
        var alive = peers.All.Select(ClusterOf).OfType<ClusterInfo>().Select(info => info.Id).ToHashSet();
        foreach (var cluster in _samples.Keys.Where(id => !alive.Contains(id)).ToList())
        {
            _samples.Remove(cluster);
        }
    }

    /// <summary>True if a peer was in a cluster of this level when it last spoke.</summary>
    public bool IsIn(Peer peer, Identifier cluster) => ClusterOf(peer)?.Id == cluster;

    private ClusterInfo? ClusterOf(Peer peer) =>
        peer.Clusters is { } clusters && (int)Level <= clusters.Count ? clusters[Level] : null;

    private bool IsNear(Peer peer) => peer.RoundTrip.HasSample && peer.RoundTrip.Minimum < Diameter;

    private ClusterTally With(ClusterTally tally, Peer peer, Identifier cluster) =>
        peer.RoundTrip.HasSample && IsIn(peer, cluster) ? tally.With(peer.RoundTrip.Minimum, Diameter) : tally;

    private ClusterCandidate Describe(IGrouping<Identifier, Peer> contacts)
    {
        var entry = contacts.OrderByDescending(peer => peer.LastSeen).ThenBy(peer => peer.Id).First();
        _sizes.Clear();
        AddSizes(contacts.Key);
        return new ClusterCandidate(
            contacts.Key,
            TimeSpan.FromSeconds(ClusterOf(entry)!.Value.CreatedSeconds),
            SizeEstimate.Of(CollectionsMarshal.AsSpan(_sizes), atLeast: 1),
            contacts.Count(),
            entry.Contact
        );
    }

    /// <summary>
    /// Collects the sizes that contacts in a cluster announce, from those heard within <see cref="Memory"/> only.
    /// </summary>
    private void AddSizes(Identifier cluster)
    {
        foreach (var peer in peers.All)
        {
            if (clock.Now - peer.LastSeen <= Memory / 4 && ClusterOf(peer) is { } info && info.Id == cluster)
            {
                _sizes.Add(info.Size);
            }
        }
    }
}
