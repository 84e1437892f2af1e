using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Coral.Proxy;

/// <summary>The limits of the HTTP side towards clients.</summary>
public sealed record ProxyOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Proxy";

    /// <summary>Longest request line (method, target and version), in bytes. Beyond it: 414.</summary>
    /// <value>8 KB by default.</value>
    [Range(256L, 1024L * 1024)]
    public long MaxRequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>Longest request header, all field lines together, in bytes. Beyond it: 431.</summary>
    /// <value>32 KB by default.</value>
    [Range(1024L, 1024L * 1024)]
    public long MaxRequestHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Most field lines of a request. Beyond it: 431.</summary>
    /// <value>100 by default.</value>
    [Range(10, 1000)]
    public int MaxRequestFields { get; set; } = 100;

    /// <summary>
    /// The time limit for a client to send a request's header. Beyond it: 408, and the connection is closed.
    /// </summary>
    /// <value>30 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestHeaderTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for which an idle connection is kept for its next request.</summary>
    /// <value>2 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Most connections at a time, over all listeners. One more, and the one that has been idle for longest is closed;
    /// where none is idle, the new one is.
    /// </summary>
    /// <value>
    /// 10,000 by default; less where the process may not open so many files. From 80 % of them on, DNS names others.
    /// </value>
    [Range(1L, 1_000_000L)]
    public long MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// Most connections at a time from one IPv4 address or IPv6 /56; those above are closed at once. Loopback and
    /// <see cref="TrustedProxies"/> have no such bound.
    /// </summary>
    /// <value>None by default: a quarter of <see cref="MaxConnections"/>.</value>
    [Range(1L, 1_000_000L)]
    public long? MaxConnectionsPerAddress { get; set; }

    /// <summary>Networks of proxies that many clients come through: one address of them may take any number of
    /// connections.</summary>
    /// <value>None by default.</value>
    public IList<IPNetwork> TrustedProxies { get; set; } = [];

    /// <summary>
    /// Most requests at a time on one HTTP/2 connection; those above are refused (RFC 9113, section 5.1.2).
    /// </summary>
    /// <value>100 by default.</value>
    [Range(1, 1000)]
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>The bytes of responses that wait in memory for one slow connection before the sender pauses.</summary>
    /// <value>64 KB by default.</value>
    [Range(4L * 1024, 16L * 1024 * 1024)]
    public long ResponseBufferBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Slowest reading, in bytes a second, that a client gets away with; slower ones are cut off. 0: none are.
    /// </summary>
    /// <value>
    /// 240 bytes by default, of what its system has acknowledged. Faster reading before makes up for a pause of three
    /// times <see cref="MinResponseRateGrace"/> at most.
    /// </value>
    [Range(0L, 1024L * 1024)]
    public long MinResponseBytesPerSecond { get; set; } = 240;

    /// <summary>
    /// The time for which a client may stay below <see cref="MinResponseBytesPerSecond"/> before it is cut off.
    /// </summary>
    /// <value>5 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan MinResponseRateGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time for which a client that has closed its sending side may wait without a byte before it counts as gone.
    /// </summary>
    /// <value>10 s by default; zero takes every such client for gone. What is stored is sent in any case.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan HalfClosedPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>True to compress text for clients that accept it, where its origin sent it uncompressed.</summary>
    /// <value>
    /// True by default. The content is never changed; declared sites, whose operators choose, are left alone.
    /// </value>
    public bool Compress { get; set; } = true;

    /// <summary>The time for which a stop waits for running responses before it aborts them.</summary>
    /// <value>10 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
