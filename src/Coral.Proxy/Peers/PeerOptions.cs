using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Coral.Proxy.Peers;

/// <summary>The settings of the protocol between the proxies of a network.</summary>
public sealed record PeerOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Peers";

    /// <summary>:The endpoint that peers are served at:: HTTP/2 without TLS, members of the network only.</summary>
    /// <value>127.0.0.1:7443 by default. Port 0 takes a free one; <c>[::]:P</c> takes IPv4 too.</value>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, 7443);

    /// <summary>The time limit for connecting to a peer.</summary>
    /// <value>2 s by default. Beyond it the peer counts as unreachable.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan ConnectTimeLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The time for which a connection with a request on it may bring nothing, answers to pings included, until the
    /// peer counts as dead.
    /// </summary>
    /// <value>3 s by default. Pings go out every second or two, so that less takes the living for dead.</value>
    [Range(typeof(TimeSpan), "00:00:03", "00:01:00")]
    public TimeSpan DeadAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Most peers that this node is connected to; an idle one makes room for another.</summary>
    /// <value>256 by default.</value>
    [Range(3, 65_536)]
    public int MaxPeers { get; set; } = 256;

    /// <summary>The time for which an unused connection, to a peer or from one, is kept for the next request.</summary>
    /// <value>1 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Largest header of a request or a response, in bytes.</summary>
    /// <value>128 KB by default: what an origin may say, and room for what peers add.</value>
    [Range(16L * 1024, 2L * 1024 * 1024)]
    public long MaxHeaderBytes { get; set; } = 128 * 1024;

    /// <summary>
    /// Most connections from peers at a time, a quarter of them from one address. One more, and the one that has been
    /// idle for longest is closed; where none is idle, the new one is.
    /// </summary>
    /// <value>1,000 by default; less where the process may not open so many files.</value>
    [Range(1L, 1_000_000L)]
    public long MaxConnections { get; set; } = 1000;

    /// <summary>Most requests at a time on one connection from a peer; those above wait with the peer.</summary>
    /// <value>256 by default.</value>
    [Range(1, 10_000)]
    public int MaxStreamsPerConnection { get; set; } = 256;

    /// <summary>Slowest reading, in bytes a second, that a peer gets away with; slower, and it is cut off.</summary>
    /// <value>240 bytes by default. 0 turns the check off.</value>
    [Range(0L, 1024L * 1024)]
    public long MinAnswerBytesPerSecond { get; set; } = 240;

    /// <summary>The time for which a peer may stay below <see cref="MinAnswerBytesPerSecond"/>.</summary>
    /// <value>10 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan MinAnswerRateGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time for which a stop waits for running responses before it aborts them.</summary>
    /// <value>10 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
