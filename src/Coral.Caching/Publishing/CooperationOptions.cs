using System.ComponentModel.DataAnnotations;

namespace Coral.Caching.Publishing;

/// <summary>
/// The settings of fetching together: leases, pointers, peers, and the limits at which a peer is given up.
/// </summary>
public sealed record CooperationOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Cooperation";

    /// <summary>The lifetime of the lease of a fetch under way, unless it is renewed.</summary>
    /// <value>20 s by default (CoralCDN's); it must exceed <see cref="LeaseRenewal"/>.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The time between two renewals of the lease while the fetch lasts.</summary>
    /// <value>7 s by default: two renewals may be lost.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan LeaseRenewal { get; set; } = TimeSpan.FromSeconds(7);

    /// <summary>The lifetime of the pointer to a complete object, unless the object is stale before.</summary>
    /// <value>1 h by default (CoralCDN's). Renewed by a use after half of it.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan PointerTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Pointers to complete objects that this node keeps up at most; others are not found by it.</summary>
    /// <value>262144 by default, some 100 bytes each.</value>
    [Range(16, 1 << 24)]
    public int Pointers { get; set; } = 262144;

    /// <summary>Pointers put or forgotten at the same time; others wait.</summary>
    /// <value>16 by default.</value>
    [Range(1, 1024)]
    public int PendingPuts { get; set; } = 16;

    /// <summary>The time limit for a stopping node to withdraw its pointers.</summary>
    /// <value>2 s by default; pointers that remain lead to a node that is gone, as its peers notice.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LeaveTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Holders connected to at once; the first to accept gets the request.</summary>
    /// <value>3 by default (CoralCDN connects to several in parallel).</value>
    [Range(1, 8)]
    public int ParallelConnects { get; set; } = 3;

    /// <summary>Lookups in the index that one search for a source takes before it turns to the origin.</summary>
    /// <value>8 by default. Beyond it the request goes to the origin, and that is counted.</value>
    [Range(1, 64)]
    public int Rounds { get; set; } = 8;

    /// <summary>Requests to peers within one round: to holders found, and to those that full ones name.</summary>
    /// <value>32 by default.</value>
    [Range(1, 256)]
    public int PeersPerRound { get; set; } = 32;

    /// <summary>The first back-off of a search whose holders are all full; doubled by every further round.</summary>
    /// <value>100 ms by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan FullPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Copies of one object that are sent to peers at a time; further peers are referred to these.</summary>
    /// <value>8 by default: a crowd forms a tree.</value>
    [Range(1, 1024)]
    public int UploadsPerObject { get; set; } = 8;

    /// <summary>Slowest transfer, in bytes a second, from a peer that has the whole object.</summary>
    /// <value>
    /// 16 KB by default. Slower over <see cref="PeerRateWindow"/>, and another source is taken; from a peer that is
    /// itself still receiving, only where another has the whole. 0: never.
    /// </value>
    [Range(0L, 1L << 30)]
    public long MinPeerBytesPerSecond { get; set; } = 16 << 10;

    /// <summary>The time for which a transfer may stay below that rate.</summary>
    /// <value>3 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan PeerRateWindow { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The time for which a live peer may send no byte before it is dropped.</summary>
    /// <value>
    /// 2 min by default. Its own source may be a slow origin, which is not death; this is beyond what one may take.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00")]
    public TimeSpan PeerSilence { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait of a follower before it checks for a cycle in the chain that it follows.</summary>
    /// <value>1 s by default; then at longer and longer intervals.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CircleWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The time for which a peer that failed is tried last; doubled by every further failure in a row.
    /// </summary>
    /// <value>10 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan PeerPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The bound on the time for which a failing peer is tried last.</summary>
    /// <value>10 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LongestPeerPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Peers remembered that failed us.</summary>
    /// <value>1024 by default; the least recently used goes first.</value>
    [Range(16, 1 << 20)]
    public int RememberedPeers { get; set; } = 1024;
}
