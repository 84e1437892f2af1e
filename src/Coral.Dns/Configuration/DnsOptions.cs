using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Coral.Dns.Presentation;
using Coral.Dns.Wire;

namespace Coral.Dns.Configuration;

/// <summary>Options of the DNS server: zones, limits, and the choice of proxies.</summary>
/// <remarks>Symbols in parentheses are those of the CoralCDN paper (NSDI '04, section 3).</remarks>
public sealed record DnsOptions : IValidatableObject
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
    /// name lies in one of our zones: <c>ns1.example.net=192.0.2.1</c>. A name with two addresses is listed twice.
    /// </summary>
    /// <value>
    /// By default this node alone, as <c>ns</c> in the infrastructure zone or else the first zone, at the addresses
    /// where it answers DNS: those listened on, or the advertised one.
    /// </value>
    [Description("HOST or HOST=ADDRESS")]
    public IReadOnlyList<string> NameServers { get; set; } = [];

    /// <summary>
    /// Records of the operator's own, as in a zone file: <c>@ MX 10 mail.example.org.</c> Names without a final dot
    /// are relative to the first zone.
    /// </summary>
    /// <value>None by default.</value>
    [Description("OWNER [TTL] TYPE DATA")]
    public IReadOnlyList<string> Records { get; set; } = [];

    /// <summary>Mail address of the zones' administrator, as a domain name (RFC 1035, section 3.3.13).</summary>
    /// <value><c>hostmaster</c> in each zone by default.</value>
    [Description("a domain name")]
    public string? Hostmaster { get; set; }

    /// <summary>Time to live of records that do not depend on the client.</summary>
    /// <value>1 h by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Time to live of negative answers.</summary>
    /// <value>1 h by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan NegativeTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Responses of one kind about one name that one network (/24 or /56) gets in a second.</summary>
    /// <value>
    /// 50 by default. 0 sets no such limit. Clients with a validated address have none, loopback neither.
    /// </value>
    [Range(0, 4096)]
    public int AnswersPerSecond { get; set; } = 50;

    /// <summary>
    /// Responses of all kinds, about all names together, that one network gets in a second: a client that queries
    /// random names is never over <see cref="AnswersPerSecond"/>. It should be larger, since a busy resolver queries
    /// many names.
    /// </summary>
    /// <value>500 by default. 0 sets no such limit.</value>
    [Range(0, 4096)]
    public int AllAnswersPerSecond { get; set; } = 500;

    /// <summary>
    /// Seconds' worth of <see cref="AnswersPerSecond"/> and of <see cref="AllAnswersPerSecond"/> that may come at once.
    /// </summary>
    /// <value>5 by default.</value>
    [Range(1, 60)]
    public int AnswerBurst { get; set; } = 5;

    /// <summary>
    /// One in this many responses over the limit is sent truncated, so that a real client retries over TCP.
    /// </summary>
    /// <value>2 by default. 0 sends none.</value>
    [Range(0, 10)]
    public int Slip { get; set; } = 2;

    /// <summary>Bytes of response for each byte of a query without a validated source address.</summary>
    /// <value>8 by default. Longer responses are truncated.</value>
    [Range(2, 50)]
    public int MaxAmplification { get; set; } = 8;

    /// <summary>Addresses in one answer.</summary>
    /// <value>3 by default.</value>
    [Range(1, 8)]
    public int Addresses { get; set; } = 3;

    /// <summary>Time to live of addresses of our level-2 cluster.</summary>
    /// <value>60 s by default. A client may use a dead proxy for that long.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan NearTimeToLive { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time to live of addresses of level 1 or 0.</summary>
    /// <value>30 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FarTimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Name servers of a level's zone, of which one is always a primary.</summary>
    /// <value>6 by default. Resolvers try all of them and keep to the fastest.</value>
    [Range(2, 8)]
    public int LevelServers { get; set; } = 6;

    /// <summary>
    /// Time to live of the name servers of a level's zone; half of the time that the youngest has been running
    /// where that is shorter, though never less than 30 s.
    /// </summary>
    /// <value>1 h by default.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LevelServersTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The share of a cluster over which the clients of one host are spread: 1 treats all members alike, 0 always names
    /// the same few, whose caches are then warmest.
    /// </summary>
    /// <value>0.25 by default.</value>
    [Range(0.0, 1.0)]
    public double Spread { get; set; } = 0.25;

    /// <summary>Members of each of our clusters whose liveness is checked every few seconds.</summary>
    /// <value>16 by default.</value>
    [Range(3, 64)]
    public int Watched { get; set; } = 16;

    /// <summary>
    /// The age of the last answered check up to which a proxy is named: an answer may name it for that long after its
    /// death. A proxy is checked three times in that time.
    /// </summary>
    /// <value>10 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan MaxSilence { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time that a query waits for checks of liveness.</summary>
    /// <value>300 ms by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:02")]
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The port that name servers named in referrals must serve at: resolvers know no other.</summary>
    /// <value>53 by default.</value>
    [Range(1, 65535)]
    public int NameServerPort { get; set; } = 53;

    /// <summary>
    /// True truncates the first response to an unknown network, so that its resolver retries over
    /// TCP, which measures its round trip.
    /// </summary>
    /// <value>true by default.</value>
    public bool TruncateUnknown { get; set; } = true;

    /// <summary>
    /// True probes resolvers with a validated address whose distance is unknown, or which
    /// are far while no node near them is known: for the round trip, and the last routers on the path.
    /// </summary>
    /// <value>false by default.</value>
    public bool Probe { get; set; }

    /// <summary>True honours the client subnet of a query (RFC 7871).</summary>
    /// <value>true by default.</value>
    public bool ClientSubnet { get; set; } = true;

    /// <summary>
    /// Networks whose TXT queries for <c>why.</c> and a name get the reasons for the name's answer.
    /// </summary>
    /// <value>This machine by default.</value>
    [Description("a network such as 192.0.2.0/24")]
    public IReadOnlyList<IPNetwork> WhyAllowed { get; set; } =
    [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (InfrastructureZone is not null && DnsName.TryParse(InfrastructureZone) is null)
        {
            yield return new ValidationResult("not a domain name", [nameof(InfrastructureZone)]);
        }

        if (Hostmaster is not null && DnsName.TryParse(Hostmaster) is null)
        {
            yield return new ValidationResult("not a domain name", [nameof(Hostmaster)]);
        }

        if (Problem(() => NameServer.ParseAll(NameServers)) is { } server)
        {
            yield return new ValidationResult(server, [nameof(NameServers)]);
        }

        foreach (var problem in Records.Select(text => Problem(() => StaticRecord.Parse(text, DnsName.Root))))
        {
            if (problem is not null)
            {
                yield return new ValidationResult(problem, [nameof(Records)]);
            }
        }
    }

    private static string? Problem<T>(Func<T> parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }
}
