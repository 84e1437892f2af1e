using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Coral.Proxy.Origin;

/// <summary>The limits of requests to origins: times, sizes, connections.</summary>
public sealed record OriginOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Origin";

    /// <summary>The time limit for resolving the name, connecting and the TLS handshake together.</summary>
    /// <value>5 s by default. After it the client gets a 504.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan ConnectTimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The time limit from the connection to the complete response header.</summary>
    /// <value>
    /// 30 s by default. After it the client gets a 504. A wait for one of our own connections does not count.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan HeaderTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two reads of a body that bring bytes.</summary>
    /// <value>
    /// 1 min by default, as nginx has it, so that an event stream whose heartbeat satisfies other proxies lives here
    /// too. After it the transfer breaks off; a slow reader does not count against the origin.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BodyIdleTimeLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The largest response header, in bytes, counted in whole kilobytes.</summary>
    /// <value>64 KB by default. A larger one is a bad response (502).</value>
    [Range(typeof(long), "1024", "1048576")]
    public long MaxHeaderBytes { get; set; } = 64 * 1024;

    /// <summary>Most requests and HTTP/1.1 connections to one origin at a time; further requests wait.</summary>
    /// <value>128 by default.</value>
    [Range(1, 4096)]
    public int MaxConnectionsPerOrigin { get; set; } = 128;

    /// <summary>Most requests and connections to all origins at a time; further requests wait.</summary>
    /// <value>1,024 by default; less where the process may not open so many files.</value>
    [Range(1, 65_536)]
    public int MaxConnections { get; set; } = 1024;

    /// <summary>The time for which a request waits for one of our own connections.</summary>
    /// <value>
    /// 30 s by default. After it the client gets a 503 with <c>Retry-After</c>; the origin does not count as failing.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan ConnectionWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for which an unused connection is kept for the next request.</summary>
    /// <value>1 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ConnectionIdleTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The lifetime of a connection, bounded so that a change of the origin's address is noticed.</summary>
    /// <value>5 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The time for which an http origin that redirects to https is requested over https directly.</summary>
    /// <value>1 day by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan SchemeMemoryTime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Most origins whose move to https is remembered; beyond it the oldest is forgotten.</summary>
    /// <value>10,000 by default, about 1 MB.</value>
    [Range(1, 1_000_000)]
    public int MaxSchemeMemoryEntries { get; set; } = 10_000;

    /// <summary>Pinned origins, each <c>HOST=SERVER[:PORT]</c>: see <see cref="OriginPin"/>.</summary>
    /// <value>None by default.</value>
    [Description("HOST=SERVER[:PORT]")]
    public IList<string> Pins { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var pin in Pins)
        {
            if (!OriginPin.TryParse(pin, out _, out var error))
            {
                yield return new ValidationResult(error, [nameof(Pins)]);
            }
        }
    }
}
