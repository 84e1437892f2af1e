using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Coral.Dns;

/// <summary>What the DNS server answers, and how it chooses proxies.</summary>
/// <remarks>Symbols in parentheses are those of the CoralCDN paper (NSDI '04, section 3).</remarks>
public sealed record DnsOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Dns";

    /// <summary>
    /// The zone of the hierarchy. With it the zones hold a DNAME to <c>http.L2.L1.L0.</c> and this zone, and resolvers
    /// are led to name servers near them; without it the zones hold their names themselves.
    /// </summary>
    /// <value>None by default.</value>
    [Description("a domain name")]
    public string? InfrastructureZone { get; set; }

    /// <summary>
    /// The name servers of our zones, just as the registrar has them: <c>ns1.example.net</c>, with an address where the
    /// name lies in one of our zones: <c>ns1.example.net=192.0.2.1</c>. A name with two addresses stands twice.
    /// </summary>
    /// <value>By default this node alone, as <c>ns</c> in the infrastructure zone or else the first zone.</value>
    [Description("HOST or HOST=ADDRESS")]
    public IReadOnlyList<string> NameServers { get; set; } = [];

    /// <summary>
    /// Records of the operator's own, as in a zone file: <c>@ MX 10 mail.example.org.</c> Names without a final dot
    /// are relative to the first zone.
    /// </summary>
    /// <value>None by default.</value>
    [Description("OWNER [TTL] TYPE DATA")]
    public IReadOnlyList<string> Records { get; set; } = [];

    /// <summary>Mail address of who looks after the zones, as a domain name (RFC 1035, section 3.3.13).</summary>
    /// <value><c>hostmaster</c> in each zone by default.</value>
    [Description("a domain name")]
    public string? Hostmaster { get; set; }

    /// <summary>How long resolvers may keep what does not depend on who asks.</summary>
    /// <value>1 h by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long resolvers may keep that a name, or a type at it, does not exist.</summary>
    /// <value>1 h by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan NegativeTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Answers of one kind about one thing that one network (/24 or /56) gets in a second.</summary>
    /// <value>50 by default. 0 sets no limit. Clients that proved their address have none, loopback neither.</value>
    [Range(0, 4096)]
    public int AnswersPerSecond { get; set; } = 50;

    /// <summary>Seconds' worth of <see cref="AnswersPerSecond"/> that may come at once.</summary>
    /// <value>5 by default.</value>
    [Range(1, 60)]
    public int AnswerBurst { get; set; } = 5;

    /// <summary>
    /// Of the answers over the limit, every so many-th is sent truncated, so that a real client comes over TCP.
    /// </summary>
    /// <value>2 by default. 0 sends none.</value>
    [Range(0, 10)]
    public int Slip { get; set; } = 2;

    /// <summary>Bytes of answer for each byte of a query whose sender has not proved its address.</summary>
    /// <value>8 by default. What is longer is truncated.</value>
    [Range(2, 50)]
    public int MaxAmplification { get; set; } = 8;
}
