using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Options;

/// <summary>A node's zones, addresses, log and sites.</summary>
public sealed record NodeOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>The domains below which every host name is a coralized one.</summary>
    /// <value><c>localhost</c> by default: curl and browsers resolve every name below it to this machine.</value>
    [MinLength(1)]
    [Description("a domain name")]
    public IReadOnlyList<string> Zones { get; set; } = ["localhost"];

    /// <summary>Addresses on which HTTP/1.1 is served without TLS.</summary>
    /// <value>127.0.0.1:8080 by default. Port 0 takes a free one; <c>[::]:P</c> takes IPv4 too.</value>
    [MinLength(1)]
    public IReadOnlyList<IPEndPoint> Http { get; set; } = [new(IPAddress.Loopback, 8080)];

    /// <summary>The address of HTTP/2 without TLS, by prior knowledge; it needs a port of its own.</summary>
    /// <value>Off by default.</value>
    public IPEndPoint? Http2 { get; set; }

    /// <summary>
    /// The page that tells a publisher what asks for his pages; stands in <c>User-Agent</c> to origins.
    /// </summary>
    /// <value>By default <c>http://</c> and the first zone.</value>
    public Uri? AdvertiseUrl { get; set; }

    /// <summary>
    /// The address that other nodes and clients reach this node at, where it is not the one it listens on.
    /// </summary>
    /// <value>By default the address listened on; where that is any address, the one towards the network.</value>
    public IPAddress? Advertise { get; set; }

    /// <summary>DNS names this node to clients of its own network (/24 or /48) only.</summary>
    /// <remarks>
    /// For a node that can send little beyond its network. The paper's non-recursive proxies ("Democratizing Content
    /// Publication with Coral", NSDI 2004): they are returned to clients on their local networks only. Nobody is
    /// refused who comes all the same, and peers still fetch from it.
    /// </remarks>
    /// <value>No by default.</value>
    public bool LocalOnly { get; set; }

    /// <summary>The folder in which the node keeps what must survive a restart. One node at a time.</summary>
    /// <value><c>$XDG_DATA_HOME/coral</c> or <c>~/.local/share/coral</c> by default; none keeps nothing.</value>
    [Description("a folder")]
    public string? Data { get; set; }

    /// <summary>The format of the log on standard error.</summary>
    /// <value>text by default.</value>
    public LogFormat Log { get; set; } = LogFormat.Text;

    /// <summary>The least important events that are logged.</summary>
    /// <value>information by default.</value>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>The sites that the operator declares.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<SiteOptions> Sites { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in Zones.Select(HostNameRule.Problem).OfType<string>())
        {
            yield return new ValidationResult($"not a domain name: {problem}", [nameof(Zones)]);
        }

        foreach (var endpoint in Repeated(Http.Where(endpoint => endpoint.Port != 0)))
        {
            yield return new ValidationResult($"{endpoint} is named twice", [nameof(Http)]);
        }

        if (Http2 is { Port: not 0 } && Http.Contains(Http2))
        {
            yield return new ValidationResult(
                $"{Http2} serves HTTP/1.1 already; HTTP/2 without TLS needs a port of its own",
                [nameof(Http2)]
            );
        }

        foreach (var problem in Sites.Select(site => site.Problem).OfType<string>())
        {
            yield return new ValidationResult(problem, [nameof(Sites)]);
        }

        foreach (var host in Repeated(Sites.Select(site => site.Host?.ToLowerInvariant())))
        {
            yield return new ValidationResult($"the site {host} is declared twice", [nameof(Sites)]);
        }
    }

    private static IEnumerable<T> Repeated<T>(IEnumerable<T> values) =>
        values.GroupBy(value => value).Where(same => same.Count() > 1).Select(same => same.Key);
}
