using System.ComponentModel.DataAnnotations;
using Coral.Core.Index;

namespace Coral.Index.Options;

/// <summary>The options of the index.</summary>
/// <remarks>Symbols in parentheses are those of the CoralCDN paper (NSDI '04).</remarks>
public sealed record IndexOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Index";

    /// <summary>
    /// Bits of the key that one hop corrects (b). More makes shorter lookups and more load next to popular keys.
    /// </summary>
    /// <value>1 by default.</value>
    [Range(1, 8)]
    public int BitsPerHop { get; set; } = 1;

    /// <summary>The length of one hop.</summary>
    /// <value><see cref="Options.HopRule.Splice"/> by default.</value>
    public HopRule HopRule { get; set; } = HopRule.Splice;

    /// <summary>Values that a node keeps for one key (l).</summary>
    /// <value>4 by default.</value>
    [Range(1, 8)]
    public int ValuesPerKey { get; set; } = 4;

    /// <summary>Puts for one key that a node lets pass in a minute (β); between two of them it is loaded.</summary>
    /// <value>12 by default: one every 5 seconds.</value>
    [Range(1, 6000)]
    public int LeakagePerMinute { get; set; } = 12;

    /// <summary>Contacts in one bucket of a routing table.</summary>
    /// <value>8 by default.</value>
    [Range(1, 20)]
    public int BucketSize { get; set; } = 8;

    /// <summary>
    /// Contacts in one bucket of the table of level 2, where that is more than <see cref="BucketSize"/>: a node that
    /// knows all its neighbours finds a value at one of them with one request.
    /// </summary>
    /// <value>32 by default: enough for some 64 neighbours.</value>
    [Range(1, 64)]
    public int NearBucketSize { get; set; } = 32;

    /// <summary>Contacts in one bucket of the table of <paramref name="level"/>.</summary>
    internal int BucketSizeOf(ClusterLevel level) =>
        level == ClusterLevel.Near ? Math.Max(BucketSize, NearBucketSize) : BucketSize;

    /// <summary>
    /// Most requests of one lookup in flight: a second one starts only once the first has outlasted its first time-out.
    /// </summary>
    /// <value>3 by default.</value>
    [Range(1, 8)]
    public int ParallelCalls { get; set; } = 3;

    /// <summary>Nodes of level 0, those nearest to the key, that decide together which node has a lease.</summary>
    /// <value>3 by default.</value>
    [Range(1, 8)]
    public int LeaseCopies { get; set; } = 3;

    /// <summary>Shortest wait for a response; the wait is three smoothed round trips.</summary>
    /// <value>200 ms by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan MinTimeout { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait for a response.</summary>
    /// <value>2 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30")]
    public TimeSpan MaxTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Times that a request is sent before its receiver counts as lost.</summary>
    /// <value>2 by default.</value>
    [Range(1, 5)]
    public int Tries { get; set; } = 2;

    /// <summary>The time for which a lost node is not learnt from others again.</summary>
    /// <value>5 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Quarantine { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Lost contacts that are kept and tried again, so that a partition heals.</summary>
    /// <value>64 by default.</value>
    [Range(0, 4096)]
    public int LostContacts { get; set; } = 64;

    /// <summary>Most keys in the store, over all levels.</summary>
    /// <value>100,000 by default.</value>
    [Range(1, 10_000_000)]
    public int MaxKeys { get; set; } = 100_000;

    /// <summary>Most bytes of values in the store.</summary>
    /// <value>32 MB by default.</value>
    [Range(1_024, 4_294_967_296)]
    public long MaxStoreBytes { get; set; } = 32 << 20;

    /// <summary>Requests a second that one address may send; a burst may have twice as many.</summary>
    /// <value>1000 by default. Requests above the limit are counted and dropped.</value>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 1_000;

    /// <summary>
    /// True if the node announces itself in the index under its network (/24 or /48) and its first routers, and looks
    /// for other nodes there.
    /// </summary>
    /// <value>
    /// true by default. Without hints, a node learns later which nodes are near, and no other node learns its networks
    /// from the index.
    /// </value>
    public bool Hints { get; set; } = true;
}
