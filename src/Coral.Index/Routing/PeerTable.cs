using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Options;

namespace Coral.Index.Routing;

/// <summary>
/// All nodes that this one has exchanged messages with: one table for each level, one object for each node, and the
/// nodes in quarantine.
/// </summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class PeerTable
{
    /// <summary>Most nodes remembered, not counting those with a place in a table.</summary>
    public const int MaxPeers = 1_024;

    private readonly Dictionary<NodeId, Peer> _peers = [];
    private readonly RoutingTable[] _tables;
    private readonly IndexOptions _options;
    private readonly MonotonicClock _clock;

    public PeerTable(NodeId self, ClusterSet clusters, IndexOptions options, MonotonicClock clock)
    {
        Self = self;
        Clusters = clusters;
        _options = options;
        _clock = clock;
        _tables = new RoutingTable[clusters.Count + 1];
        for (var level = 0; level < _tables.Length; level++)
        {
            _tables[level] = NewTable((ClusterLevel)level);
        }

        Quarantine = new Quarantine(options.Quarantine, options.LostContacts);
    }

    public NodeId Self { get; }

    /// <summary>Our own clusters.</summary>
    public ClusterSet Clusters { get; private set; }

    /// <summary>Nodes remembered, in a table or not.</summary>
    public int Count => _peers.Count;

    public Quarantine Quarantine { get; }

    /// <summary>Levels, level 0 counted.</summary>
    public int Levels => _tables.Length;

    public RoutingTable Table(ClusterLevel level) => _tables[(int)level];

    public Peer? Find(NodeId id) => _peers.GetValueOrDefault(id);

    /// <summary>All remembered nodes, in no particular order.</summary>
    public IReadOnlyCollection<Peer> All => _peers.Values;

    /// <summary>A random one of the nodes that have responded.</summary>
    public Peer? AnyPeer(Random random)
    {
        var reached = _peers.Values.Where(peer => peer.RoundTrip.HasSample).OrderBy(peer => peer.Id).ToList();
        return reached.Count == 0 ? null : reached[random.Next(reached.Count)];
    }

    /// <summary>The peers with the least round trips, least first.</summary>
    public IEnumerable<Peer> NearestByRoundTrip(int count) =>
        All.Where(peer => peer.RoundTrip.HasSample)
            .OrderBy(peer => peer.RoundTrip.Minimum)
            .ThenBy(peer => peer.Id)
            .Take(count);

    /// <summary>
    /// Notes that a node has responded to a request of ours: it may enter the tables of the levels whose cluster it
    /// shares.
    /// </summary>
    public Peer Answered(NodeContact contact, ClusterSet? clusters)
    {
        Quarantine.Release(contact.Id);
        var peer = Known(contact);
        var moved = clusters is not null && clusters.Digest != peer.Clusters?.Digest;
        peer.Clusters = clusters ?? peer.Clusters;
        peer.Contact = contact;
        peer.LastSeen = _clock.Now;
        Place(peer, moved);
        return peer;
    }

    /// <summary>
    /// Notes the clusters that a node has announced: a node that has responded before changes tables with them.
    /// </summary>
    public void Moved(Peer peer, ClusterSet clusters)
    {
        peer.Clusters = clusters;
        if (peer.RoundTrip.HasSample)
        {
            Place(peer, moved: true);
        }
    }

    /// <summary>
    /// Notes a node that sent a message without having been asked: it is known from now on, but in no table.
    /// </summary>
    public Peer Known(NodeContact contact)
    {
        if (!_peers.TryGetValue(contact.Id, out var peer))
        {
            Trim();
            _peers[contact.Id] = peer = new Peer(contact, _clock.Now);
        }

        return peer;
    }

    /// <summary>Removes a node that did not respond from every table, and puts it into quarantine.</summary>
    public void Lost(NodeContact contact)
    {
        Quarantine.Add(contact, _clock.Now);
        _peers.Remove(contact.Id);
        foreach (var table in _tables)
        {
            table.Remove(contact.Id);
        }
    }

    /// <summary>True if a contact named by others may be asked at all.</summary>
    public bool MayLearn(NodeContact contact) => contact.Id != Self && !Quarantine.Holds(contact.Id, _clock.Now);

    /// <summary>True if the table of a level has a free place for a node with this id.</summary>
    public bool HasPlaceFor(NodeId id, ClusterLevel level) => HasPlaceAt(level, id);

    /// <summary>True if the table of some level that we share with a node has a free place for it.</summary>
    public bool HasPlaceFor(Peer peer)
    {
        for (var level = 0; level < _tables.Length; level++)
        {
            if (Clusters.Shares((ClusterLevel)level, peer.Clusters) && HasPlaceAt((ClusterLevel)level, peer.Id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The member of a table that has been silent for longest, if it was last heard before <paramref name="before"/>.
    /// </summary>
    public Peer? LeastRecentlySeen(TimeSpan before)
    {
        Peer? quiet = null;
        foreach (var table in _tables)
        {
            for (var i = 0; i < table.Depth; i++)
            {
                var bucket = table.Bucket(i);
                for (var j = 0; j < (bucket?.Count ?? 0); j++)
                {
                    var peer = bucket![j];
                    if (peer.LastSeen < before && (quiet is null || peer.LastSeen < quiet.LastSeen))
                    {
                        quiet = peer;
                    }
                }
            }
        }

        return quiet;
    }

    /// <summary>
    /// Moves this node to other clusters: each table whose cluster changed is rebuilt from the known peers.
    /// </summary>
    public void Move(ClusterSet clusters)
    {
        var old = Clusters;
        Clusters = clusters;
        for (var level = 1; level < _tables.Length; level++)
        {
            if (!clusters.Shares((ClusterLevel)level, old))
            {
                _tables[level] = TableOf((ClusterLevel)level);
            }
        }
    }

    /// <summary>
    /// Keeps the number of remembered nodes bounded: of those in no table, the half not seen for longest is dropped.
    /// </summary>
    private void Trim()
    {
        if (_peers.Count < MaxPeers)
        {
            return;
        }

        var spare = _peers.Values.Where(p => !Array.Exists(_tables, t => t.Contains(p.Id))).ToList();
        spare.Sort((a, b) => (a.LastSeen, a.Id).CompareTo((b.LastSeen, b.Id)));
        foreach (var peer in spare.Take((spare.Count / 2) + 1))
        {
            _peers.Remove(peer.Id);
        }
    }

    private bool HasPlaceAt(ClusterLevel level, NodeId id) =>
        (Table(level).Bucket(XorDistance.Between(Self.Point, id.Point).CommonPrefixLength)?.Count ?? 0)
        < _options.BucketSizeOf(level);

    private RoutingTable NewTable(ClusterLevel level) => new(Self, _options.BucketSizeOf(level), _options.BucketSize);

    private void Place(Peer peer, bool moved)
    {
        for (var level = 0; level < _tables.Length; level++)
        {
            if (Clusters.Shares((ClusterLevel)level, peer.Clusters))
            {
                _tables[level].Add(peer, _clock.Now);
            }
            else if (moved)
            {
                _tables[level].Remove(peer.Id);
            }
        }
    }

    private RoutingTable TableOf(ClusterLevel level)
    {
        var table = NewTable(level);
        foreach (
            var peer in _peers
                .Values.Where(p => p.RoundTrip.HasSample && Clusters.Shares(level, p.Clusters))
                .OrderBy(p => p.Id)
        )
        {
            table.Add(peer, _clock.Now);
        }

        return table;
    }
}
