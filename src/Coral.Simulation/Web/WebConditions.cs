namespace Coral.Simulation.Web;

/// <summary>The parameters of the modelled web. Sizes in bytes, rates in bits a second.</summary>
public sealed record WebConditions
{
    /// <summary>The longest silence of a peer that is alive: responses to keep-alive pings break it.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    /// <summary>The time limit for connecting.</summary>
    public static readonly TimeSpan ConnectTimeLimit = TimeSpan.FromSeconds(3);

    /// <summary>The time for which an idle connection stays open.</summary>
    public static readonly TimeSpan ConnectionIdleTime = TimeSpan.FromMinutes(1);

    /// <summary>The size of a request, or of a response's header, on the wire.</summary>
    public const int HeaderBytes = 500;

    /// <summary>The payload of a TCP segment.</summary>
    public const int SegmentBytes = 1_460;

    /// <summary>The bandwidth of a node's access line, in each direction.</summary>
    /// <value>10 Mbit/s by default.</value>
    public long NodeBitsPerSecond { get; init; } = 10_000_000;

    /// <summary>The upstream bandwidth of the origin; downstream it has a node's bandwidth.</summary>
    /// <value>384 kbit/s by default: the DSL line of the paper's experiment.</value>
    public long OriginBitsPerSecond { get; init; } = 384_000;

    /// <summary>The probability that a segment is lost and retransmitted, from 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The size of a chunk: transfers that share a line take turns after this many bytes.</summary>
    /// <value>One TCP segment by default; several, for large objects, cost less to simulate.</value>
    public int ChunkBytes { get; init; } = SegmentBytes;
}
